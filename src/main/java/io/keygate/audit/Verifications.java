package io.keygate.audit;

import io.keygate.audit.chain.Anchor;
import io.keygate.audit.chain.ChainVerifier;
import io.keygate.audit.chain.Finding;
import io.keygate.audit.chain.Finding.Kind;
import io.keygate.audit.chain.Link;
import io.keygate.audit.chain.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Verifies chains as they are in the database, against the anchors of this node. */
@ApplicationScoped
class Verifications {
  private static final int PAGE = 2_000;

  private final ChainReader reader;
  private final AuditKeys keys;
  private final AnchorFile anchorFile;
  private final Anchors anchors;

  @Inject
  Verifications(ChainReader reader, AuditKeys keys, AnchorFile anchorFile, Anchors anchors) {
    this.reader = reader;
    this.keys = keys;
    this.anchorFile = anchorFile;
    this.anchors = anchors;
  }

  /** Reads the whole chain, to the head that it has when that is reached; one at a time. */
  synchronized Verdict of(ChainRow chain) {
    Verdict verdict = once(chain);
    // NB: retention may have removed what was about to be read.
    boolean cutMeanwhile =
        !verdict.isIntact()
            && reader
                .find(chain.publicId())
                .filter(now -> now.cutNumber() > chain.cutNumber())
                .isPresent();
    return cutMeanwhile ? once(chain) : verdict;
  }

  private Verdict once(ChainRow known) {
    // NB: before the events; what is anchored later may be of events that come later.
    List<Anchor> anchored = anchorsOf(known.publicId());
    ChainRow chain = reader.find(known.publicId()).orElse(known);
    var verifier = new ChainVerifier(keys.file(), chain.publicId(), chain.label(), anchored);
    // NB: what is before is being removed; that it may be, the checkpoint has to say.
    long read = chain.cutNumber();
    ChainRow now = chain;
    do {
      read = readOn(chain.id(), read, verifier);
      // NB: after the events, so that it is not before any that was written by Keygate.
      now = reader.find(chain.publicId()).orElse(chain);
    } while (read < now.headNumber() && hasMore(chain.id(), read));
    Verdict verdict = verifier.finish(Map.entry(now.headNumber(), now.headMac()));
    return chain.isItself()
        ? verdict
        : ofOther(verdict, "the chain was given to another organization");
  }

  private boolean hasMore(long chainId, long number) {
    return !reader.after(chainId, number, 1).isEmpty();
  }

  private long readOn(long chainId, long after, ChainVerifier verifier) {
    long read = after;
    List<Link> page;
    do {
      page = reader.after(chainId, read, PAGE);
      for (Link link : page) {
        verifier.accept(link);
        read = link.number();
      }
    } while (page.size() == PAGE);
    return read;
  }

  private static Verdict ofOther(Verdict verdict, String why) {
    return new Verdict(
        verdict.events(),
        verdict.first(),
        verdict.last(),
        verdict.lastMac(),
        verdict.lastAt(),
        verdict.anchored(),
        verdict.cutUpTo(),
        new Finding(1, Kind.CHANGED, why));
  }

  private List<Anchor> anchorsOf(String chain) {
    anchors.write();
    return anchorFile.of(chain);
  }

  /** Chains that anchors know and the database does not; each with what is to be said of it. */
  List<AuditNight.Checked> vanished(Set<String> known) {
    anchors.write();
    return anchorFile.chains().entrySet().stream()
        .filter(chain -> !known.contains(chain.getKey()))
        // NB: one that came to be since the others were read is no less there.
        .filter(chain -> reader.find(chain.getKey()).isEmpty())
        .map(
            chain ->
                new AuditNight.Checked(
                    ChainRow.vanished(chain.getKey(), chain.getValue()), ofNothing()))
        .toList();
  }

  /** What is to be said where there is no chain; something, where there was one. */
  Verdict ofNone(ChainRow chain) {
    if (anchorsOf(ChainRow.publicId(chain.organizationId())).isEmpty()) {
      return new Verdict(0, 0, 0, null, null, 0, 0, null);
    }
    // NB: it may have come to be since it was looked for; by the organization, as it was then.
    return reader.find(chain.organizationId()).map(this::of).orElseGet(Verifications::ofNothing);
  }

  /** Where it could not be found out; that is not to be taken for good. */
  static Verdict impossible() {
    return new Verdict(
        0, 0, 0, null, null, 0, 0, new Finding(1, Kind.CHANGED, "the chain cannot be read"));
  }

  private static Verdict ofNothing() {
    return new Verdict(
        0,
        0,
        0,
        null,
        null,
        0,
        0,
        new Finding(1, Kind.CUT_OFF, "the chain is gone; anchors have it"));
  }
}
