package io.keygate.audit.chain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.audit.chain.Finding.Kind;
import io.keygate.audit.chain.Link.Repeated;
import io.keygate.platform.mac.MacKeyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainVerifierTest {
  private static final int EVENTS = 20;

  private final TestChain chain = TestChain.of(EVENTS);
  private final List<Link> links = new ArrayList<>(chain.links);

  private void assertBroken(long number, Kind kind) {
    assertBroken(number, kind, List.of());
  }

  private void assertBroken(long number, Kind kind, List<Anchor> anchors) {
    assertFound(TestChain.verified(links, EVENTS, chain.mac(EVENTS), anchors), number, kind);
  }

  private static void assertFound(Verdict verdict, long number, Kind kind) {
    Finding finding = requireNonNull(verdict.finding());
    assertThat(finding.kind()).as(verdict.toString()).isEqualTo(kind);
    assertThat(finding.number()).as(verdict.toString()).isEqualTo(number);
    assertThat(verdict.isIntact()).isFalse();
  }

  private static Link withBody(Link link, String body) {
    return new Link(link.number(), body, link.mac(), link.repeated());
  }

  @Nested
  class Intact {
    @Test
    void isWhatNobodyTouched() {
      Verdict verdict = chain.verified();
      assertThat(verdict.finding()).isNull();
      assertThat(verdict.events()).isEqualTo(EVENTS);
      assertThat(verdict.first()).isEqualTo(1);
      assertThat(verdict.last()).isEqualTo(EVENTS);
      assertThat(verdict.lastMac()).isEqualTo(chain.mac(EVENTS));
    }

    @Test
    void isAChainWithoutEvents() {
      Verdict verdict = TestChain.verified(List.of(), 0, ChainVerifier.NOTHING, List.of());
      assertThat(verdict.finding()).isNull();
      assertThat(verdict.last()).isZero();
    }

    @Test
    void tellsWhatAnAnchorConfirms() {
      List<Anchor> anchors = List.of(chain.anchor(3), chain.anchor(12));
      Verdict verdict = TestChain.verified(links, EVENTS, chain.mac(EVENTS), anchors);
      assertThat(verdict.finding()).isNull();
      assertThat(verdict.anchored()).isEqualTo(12);
    }

    @Test
    void isAChainWhoseKeyWasRotated() {
      var rotated = new TestChain().under(TestChain.OLD_KEY).add("key.created", Map.of());
      rotated.add("audit.key-rotated", Map.of("from", TestChain.OLD_KEY, "to", TestChain.KEY));
      rotated.under(TestChain.KEY).add("key.created", Map.of());
      assertThat(rotated.verified().finding()).isNull();
    }

    @Test
    void isWhatACheckpointHasLeft() {
      chain.add("audit.cut", Map.of("upTo", "7", "mac", chain.mac(7), "events", "7"));
      Verdict verdict =
          TestChain.verified(
              chain.links.subList(7, EVENTS + 1),
              EVENTS + 1,
              chain.mac(EVENTS + 1),
              List.of(chain.anchor(3), chain.anchor(9)));
      assertThat(verdict.finding()).isNull();
      assertThat(verdict.first()).isEqualTo(8);
    }

    @Test
    void isWhatIsLeftWhileACutIsGoingOn() {
      chain.add("audit.cut", Map.of("upTo", "7", "mac", chain.mac(7), "events", "7"));
      Verdict verdict =
          TestChain.verified(
              chain.links.subList(4, EVENTS + 1), EVENTS + 1, chain.mac(EVENTS + 1), List.of());
      assertThat(verdict.finding()).isNull();
    }
  }

  @Nested
  class Changed {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, EVENTS})
    void isABodyOfOtherWords(int number) {
      Link link = chain.link(number);
      links.set(number - 1, withBody(link, link.body().replace("\"ann\"", "\"eve\"")));
      assertBroken(number, Kind.CHANGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, EVENTS})
    void isAnotherMac(int number) {
      Link link = chain.link(number);
      byte[] mac = link.mac().clone();
      mac[31] ^= 1;
      links.set(number - 1, new Link(number, link.body(), mac, link.repeated()));
      assertBroken(number, Kind.CHANGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void isAColumnThatSaysSomethingElse(int column) {
      Link link = chain.link(5);
      String[] says = {"at", "actor", "action", "outcome", "id", "path", null};
      Repeated own = requireNonNull(link.repeated());
      String[] columns = {
        own.occurredAt(),
        own.actor(),
        own.action(),
        own.outcome(),
        own.targetId(),
        own.targetPath(),
        own.lineage()
      };
      columns[column] = says[column] == null ? "lin_x" : says[column];
      links.set(4, new Link(5, link.body(), link.mac(), repeated(columns)));
      assertBroken(5, Kind.CHANGED);
    }

    private Repeated repeated(@Nullable String[] c) {
      return new Repeated(c[0], c[1], c[2], c[3], c[4], c[5], c[6]);
    }

    @Test
    void isWhatIsUnderAKeyThatIsNotKnown() {
      MacKeyFile forged = MacKeyFile.parse("mine " + "A".repeat(43) + "=");
      String body = TestChain.body(TestChain.ID, 5, "key.created", Map.of(), chain.mac(4), "mine");
      links.set(4, TestChain.signed(body, 5, forged, "mine"));
      assertBroken(5, Kind.CHANGED);
    }

    @Test
    void isWhatIsUnderAKeyFromBeforeARotation() {
      String body =
          TestChain.body(TestChain.ID, 5, "key.created", Map.of(), chain.mac(4), TestChain.OLD_KEY);
      links.set(4, TestChain.signed(body, 5, TestChain.KEYS, TestChain.OLD_KEY));
      assertBroken(5, Kind.CHANGED);
    }

    @Test
    void isWhatTwoReadersCouldReadInTwoWays() {
      Link link = chain.link(5);
      String twice = link.body().replace("{\"action\"", "{\"action\":\"x\",\"action\"");
      assertThat(Event.parse(twice)).isEmpty();
      assertThat(Event.parse(link.body() + " {}")).isEmpty();
    }

    @Test
    void isWhatIsOfAChainWithAnotherName() {
      var verifier = new ChainVerifier(TestChain.KEYS, TestChain.ID, "other", List.of());
      links.forEach(verifier::accept);
      assertFound(verifier.finish(Map.entry((long) EVENTS, chain.mac(EVENTS))), 1, Kind.CHANGED);
    }

    @Test
    void isWhatIsNoJson() {
      links.set(4, withBody(chain.link(5), "nothing"));
      assertBroken(5, Kind.CHANGED);
    }

    @Test
    void isWhatDoesNotFollowTheOneBefore() {
      TestChain other = TestChain.of(4).add("key.revoked", Map.of()).add("key.created", Map.of());
      links.set(5, other.link(6));
      assertBroken(6, Kind.CHANGED);
    }

    @Test
    void isAChainRewrittenWithoutTheKey() {
      MacKeyFile forged = MacKeyFile.parse(TestChain.KEY + " " + "A".repeat(43) + "=");
      String previous = ChainVerifier.NOTHING;
      for (int i = 1; i <= EVENTS; i++) {
        String body =
            TestChain.body(TestChain.ID, i, "key.changed", Map.of(), previous, TestChain.KEY);
        Link link = TestChain.signed(body, i, forged, TestChain.KEY);
        links.set(i - 1, link);
        previous = java.util.HexFormat.of().formatHex(link.mac());
      }
      assertFound(TestChain.verified(links, EVENTS, previous, List.of()), 1, Kind.CHANGED);
    }

    @Test
    void isAHeadWithAnotherMac() {
      assertFound(
          TestChain.verified(links, EVENTS, "00".repeat(32), List.of()), EVENTS, Kind.CHANGED);
    }

    @Test
    void isAHeadThatWasSetBack() {
      assertFound(TestChain.verified(links, 10, chain.mac(10), List.of()), EVENTS, Kind.CHANGED);
    }
  }

  @Nested
  class Missing {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, EVENTS - 1})
    void isWhatWasRemoved(int number) {
      links.remove(number - 1);
      assertBroken(number, Kind.MISSING);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, EVENTS - 1})
    void isWhatWasRemovedAndTheLaterOnesMovedUp(int number) {
      links.remove(number - 1);
      links.replaceAll(l -> l.number() > number ? TestChain.at(l.number() - 1, l) : l);
      assertFound(
          TestChain.verified(links, EVENTS - 1, chain.mac(EVENTS), List.of()),
          number,
          Kind.MISSING);
    }

    @Test
    void isABeginningThatNoCheckpointCovers() {
      chain.add("audit.cut", Map.of("upTo", "3", "mac", chain.mac(3), "events", "3"));
      assertFound(
          TestChain.verified(
              chain.links.subList(7, EVENTS + 1), EVENTS + 1, chain.mac(EVENTS + 1), List.of()),
          4,
          Kind.MISSING);
    }
  }

  @Nested
  class Checkpoints {
    @Test
    void areThoseOfKeygateAlone() {
      // NB: its subject is not what counts; a person cannot be kind system.
      chain.addBy("person", "audit.cut", Map.of("upTo", "7", "mac", chain.mac(7)));
      assertFound(
          TestChain.verified(
              chain.links.subList(7, EVENTS + 1), EVENTS + 1, chain.mac(EVENTS + 1), List.of()),
          1,
          Kind.MISSING);
    }

    @Test
    void coverOnlyWhatIsBeforeThem() {
      chain.add("audit.cut", Map.of("upTo", "99", "mac", chain.mac(7)));
      assertFound(
          TestChain.verified(
              chain.links.subList(7, EVENTS + 1), EVENTS + 1, chain.mac(EVENTS + 1), List.of()),
          1,
          Kind.MISSING);
    }
  }

  @Nested
  class Inserted {
    @ParameterizedTest
    @ValueSource(ints = {1, 10, EVENTS})
    void isWhatPushesTheOthersDown(int number) {
      links.replaceAll(l -> l.number() >= number ? TestChain.at(l.number() + 1, l) : l);
      Link forged = chain.link(1);
      links.add(
          number - 1,
          new Link(number, forged.body().replace("ann", "eve"), forged.mac(), forged.repeated()));
      assertBroken(number, Kind.INSERTED);
    }

    @Test
    void isACopyOfAnEarlierEvent() {
      links.replaceAll(l -> l.number() >= 10 ? TestChain.at(l.number() + 1, l) : l);
      links.add(9, TestChain.at(10, chain.link(3)));
      assertBroken(10, Kind.INSERTED);
    }

    @Test
    void isWhatIsBehindTheHead() {
      Link forged = chain.link(1);
      links.add(
          new Link(
              EVENTS + 1, forged.body().replace("ann", "eve"), forged.mac(), forged.repeated()));
      assertBroken(EVENTS + 1, Kind.INSERTED);
    }

    @Test
    void isAnEventOfAnotherChain() {
      links.replaceAll(l -> l.number() >= 10 ? TestChain.at(l.number() + 1, l) : l);
      String body =
          TestChain.body("chn_x", 10, "key.created", Map.of(), chain.mac(9), TestChain.KEY);
      links.add(9, TestChain.signed(body, 10, TestChain.KEYS, TestChain.KEY));
      assertBroken(10, Kind.INSERTED);
    }
  }

  @Nested
  class Reordered {
    @ParameterizedTest
    @ValueSource(ints = {1, 5, EVENTS - 1})
    void areTwoThatChangedPlaces(int number) {
      links.set(number - 1, TestChain.at(number, chain.link(number + 1)));
      links.set(number, TestChain.at(number + 1, chain.link(number)));
      assertBroken(number, Kind.REORDERED);
    }

    @Test
    void areTwoThatAreFarFromEachOther() {
      links.set(4, TestChain.at(5, chain.link(15)));
      links.set(14, TestChain.at(15, chain.link(5)));
      assertBroken(5, Kind.REORDERED);
    }
  }

  @Nested
  class CutOff {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, EVENTS - 1})
    void isATailThatTheHeadKnows(int left) {
      links.subList(left, EVENTS).clear();
      assertBroken(left + 1, Kind.CUT_OFF);
    }

    @Test
    void isATailThatOnlyAnAnchorKnows() {
      links.subList(10, EVENTS).clear();
      assertFound(
          TestChain.verified(links, 10, chain.mac(10), List.of(chain.anchor(EVENTS))),
          11,
          Kind.CUT_OFF);
    }
  }

  @Nested
  class Rewritten {
    /** With the stolen key, or after a restored backup the chain went on in another way. */
    @Test
    void isWhatAnAnchorKnowsOtherwise() {
      TestChain other = TestChain.of(15);
      other.add("key.revoked", Map.of());
      for (int i = 16; i < EVENTS; i++) {
        other.add("key.created", Map.of());
      }
      assertFound(
          TestChain.verified(
              other.links, EVENTS, other.mac(EVENTS), List.of(chain.anchor(10), chain.anchor(18))),
          18,
          Kind.REWRITTEN);
    }

    /** So it is where a backup is restored while little happens: each new event has its anchor. */
    @Test
    void isWhatAnchorsKnowInTwoWays() {
      TestChain other = TestChain.of(15).add("key.revoked", Map.of()).add("key.created", Map.of());
      assertFound(
          TestChain.verified(
              other.links,
              17,
              other.mac(17),
              List.of(chain.anchor(15), chain.anchor(16), other.anchor(16), other.anchor(17))),
          16,
          Kind.REWRITTEN);
    }
  }
}
