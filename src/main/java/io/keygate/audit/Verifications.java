package io.keygate.audit;

import io.keygate.audit.chain.Anchor;
import io.keygate.audit.chain.ChainVerifier;
import io.keygate.audit.chain.Finding;
import io.keygate.audit.chain.Finding.Kind;
import io.keygate.audit.chain.Link;
import io.keygate.audit.chain.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

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

  /** Reads the whole chain, to the head that it has when that is reached. */
  Verdict of(ChainRow chain) {
    Verdict verdict = once(chain);
    // NB: retention may have removed what was about to be read.
    boolean cutMeanwhile =
        !verdict.isIntact()
            && reader
                .find(chain.publicId())
                .filter(c -> c.cutNumber() > chain.cutNumber())
                .isPresent();
    return cutMeanwhile ? once(chain) : verdict;
  }

  private Verdict once(ChainRow chain) {
    // NB: before the events; what is anchored later may be of events that come later.
    var verifier = new ChainVerifier(keys.file(), chain.publicId(), anchorsOf(chain.publicId()));
    long read = 0;
    List<Link> page;
    do {
      page = reader.after(chain.id(), read, PAGE);
      for (Link link : page) {
        verifier.accept(link);
        read = link.number();
      }
    } while (page.size() == PAGE);
    // NB: after the events, so that it is not before any that was written by Keygate.
    ChainRow now = reader.find(chain.publicId()).orElse(chain);
    while (read < now.headNumber()) {
      page = reader.after(chain.id(), read, PAGE);
      if (page.isEmpty()) {
        break;
      }
      for (Link link : page) {
        verifier.accept(link);
        read = link.number();
      }
      now = reader.find(chain.publicId()).orElse(chain);
    }
    return verifier.finish(Map.entry(now.headNumber(), now.headMac()));
  }

  private List<Anchor> anchorsOf(String chain) {
    anchors.write();
    return anchorsMatching(anchor -> anchor.chain().equals(chain));
  }

  private List<Anchor> anchorsMatching(java.util.function.Predicate<Anchor> meant) {
    try {
      return anchorFile.matching(meant);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is to be said where there is no chain, though there was one. */
  Verdict ofNothing(String label) {
    List<Anchor> left = anchorsMatching(anchor -> anchor.label().equals(label));
    Finding finding =
        left.isEmpty()
            ? null
            : new Finding(1, Kind.CUT_OFF, "the chain is gone; an anchor has one");
    return new Verdict(0, 0, 0, null, null, 0, finding);
  }
}
