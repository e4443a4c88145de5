package io.keygate.audit.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keygate.audit.chain.Finding.Kind;
import io.keygate.platform.mac.MacKeyFile;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks one chain from its first event that is left to its head, an event at a time, and names the
 * first place that is not as it was written. What was done there is sometimes clear only from the
 * event after it; so a suspect waits for the next.
 */
public final class ChainVerifier {
  /** What the first event of a chain follows: 32 zero bytes. */
  public static final String NOTHING = "0".repeat(64);

  private static final HexFormat HEX = HexFormat.of();

  private final MacKeyFile keys;
  private final String chain;
  private final @Nullable String label;
  private final TreeMap<Long, String> anchors = new TreeMap<>();

  /** The first number for which anchors name different events. */
  private long contradiction = Long.MAX_VALUE;

  private long events;
  private long first;
  private long expected;
  private String previousMac = NOTHING;
  private @Nullable String lastAt;
  private @Nullable String keyInUse;
  private long cutUpTo;
  private @Nullable Suspect suspect;
  private @Nullable Finding finding;

  /** An event that is not what belongs to its place; the next one tells why. */
  private record Suspect(Read read, Reason reason) {}

  private enum Reason {
    NOT_AUTHENTIC,
    OF_ANOTHER_PLACE,
    AFTER_A_GAP
  }

  /** A link with what it says, where it says something, and whether Keygate wrote it. */
  private record Read(Link link, @Nullable Event event, boolean isAuthentic, String why) {
    long number() {
      return link.number();
    }

    /** The number that Keygate gave it; -1 where it gave it none. */
    long ownNumber() {
      return isAuthentic && event != null ? event.number("number") : -1;
    }
  }

  /**
   * A check that has seen nothing yet.
   *
   * @param keys all keys that the chain was ever under
   * @param label what the chain is called; null where that is not known
   * @param anchors those of this chain, in the order in which they were written
   */
  public ChainVerifier(
      MacKeyFile keys, String chain, @Nullable String label, Collection<Anchor> anchors) {
    this.keys = keys;
    this.chain = chain;
    this.label = label;
    for (Anchor anchor : anchors) {
      // NB: the first one counts; what the file says later of the same number is another history.
      String first = this.anchors.putIfAbsent(anchor.number(), anchor.mac());
      if (first != null && !first.equals(anchor.mac())) {
        contradiction = Math.min(contradiction, anchor.number());
      }
    }
  }

  /** Takes the next event of the chain, in the order of the places. */
  public void accept(Link link) {
    Read read = placed(read(link));
    noteCut(read);
    if (finding != null) {
      return;
    }
    if (suspect != null) {
      finding = explained(suspect, read);
      return;
    }
    if (first == 0) {
      begin(read);
    }
    if (link.number() > expected) {
      suspect = new Suspect(read, Reason.AFTER_A_GAP);
    } else if (link.number() < expected) {
      finding = new Finding(link.number(), Kind.INSERTED, "it is there twice");
    } else if (!read.isAuthentic()) {
      suspect = new Suspect(read, Reason.NOT_AUTHENTIC);
    } else if (read.ownNumber() != link.number() || !isOfThisChain(read)) {
      suspect = new Suspect(read, Reason.OF_ANOTHER_PLACE);
    } else {
      follow(read);
    }
  }

  /** Whether an event that is shown without the others is authentic; null where it is. */
  @Nullable Finding alone(Link link) {
    Read read = read(link);
    if (!read.isAuthentic()) {
      return changed(link.number(), read.why());
    }
    return isOfThisChain(read) && read.ownNumber() == link.number()
        ? null
        : changed(link.number(), "it is of another place");
  }

  /** In a file, the number of an event that is not authentic tells nothing of its place. */
  private Read placed(Read read) {
    Link link = read.link();
    if (read.isAuthentic() || link.repeated() != null) {
      return read;
    }
    var here = new Link(Math.max(expected, 1), link.body(), link.mac(), null);
    return new Read(here, read.event(), false, read.why());
  }

  private void begin(Read read) {
    first = read.number();
    expected = Math.max(first, 1);
    if (first > 1 && read.event() != null) {
      // NB: what it follows is gone; finish() asks for the checkpoint that says so.
      previousMac = read.event().text("previousMac");
    }
  }

  /** An authentic event in its own place. */
  private void follow(Read read) {
    Event event = read.event();
    if (event == null) {
      throw new IllegalStateException("an authentic event has been read");
    }
    long number = read.number();
    String mac = HEX.formatHex(read.link().mac());
    String keyId = event.text("keyId");
    String anchored = anchors.get(number);
    if (read.link().repeated() != null && !event.repeated().equals(read.link().repeated())) {
      finding = changed(number, "a column beside it says something else");
    } else if (label != null && !event.text("chainLabel").equals(label)) {
      finding = changed(number, "it is of a chain with another label");
    } else if (!event.text("previousMac").equals(previousMac)) {
      finding = changed(number, "it does not follow the event before it");
    } else if (keyInUse != null && !keyInUse.equals(keyId)) {
      finding = changed(number, "it is under a key that was not in use");
    } else if (anchored != null && !anchored.equals(mac)) {
      finding = new Finding(number, Kind.REWRITTEN, "an anchor has another event here");
    } else {
      events++;
      expected = number + 1;
      previousMac = mac;
      lastAt = event.text("at");
      keyInUse =
          event.text("action").equals("audit.key-rotated") ? event.text("details", "to") : keyId;
    }
  }

  private static Finding changed(long number, String why) {
    return new Finding(number, Kind.CHANGED, why);
  }

  private boolean isOfThisChain(Read read) {
    return read.event() != null && read.event().text("chain").equals(chain);
  }

  private Read read(Link link) {
    Event event = Event.parse(link.body()).orElse(null);
    if (event == null) {
      return new Read(link, null, false, "it cannot be read");
    }
    Optional<byte[]> mac = keys.mac(event.text("keyId"), link.body().getBytes(UTF_8));
    if (mac.isEmpty()) {
      return new Read(link, event, false, "it is under a key that is not known");
    }
    return MessageDigest.isEqual(mac.get(), link.mac())
        ? new Read(link, event, true, "")
        : new Read(link, event, false, "its MAC is not that of its content");
  }

  /** Later events are read too, for the checkpoints among them. */
  private void noteCut(Read read) {
    Event event = read.event();
    if (read.isAuthentic()
        && event != null
        && isOfThisChain(read)
        && event.text("action").equals("audit.cut")
        && event.text("actor", "kind").equals("system")) {
      long upTo = event.detail("upTo");
      cutUpTo = upTo < event.number("number") ? Math.max(cutUpTo, upTo) : cutUpTo;
    }
  }

  private Finding explained(Suspect suspected, @Nullable Read next) {
    Read read = suspected.read();
    long place = read.number();
    return switch (suspected.reason()) {
      case AFTER_A_GAP -> {
        boolean comesLater = next != null && next.number() < place;
        yield comesLater
            ? new Finding(expected, Kind.REORDERED, "event " + place + " stands before it")
            : new Finding(expected, Kind.MISSING, gap(expected, place - 1));
      }
      case NOT_AUTHENTIC ->
          next != null && next.ownNumber() == place && isOfThisChain(next)
              ? new Finding(place, Kind.INSERTED, read.why())
              : changed(place, read.why());
      case OF_ANOTHER_PLACE -> ofAnotherPlace(read, next);
    };
  }

  private Finding ofAnotherPlace(Read read, @Nullable Read next) {
    long place = read.number();
    long own = read.ownNumber();
    if (next != null && next.ownNumber() == place && isOfThisChain(next) && own < place) {
      return new Finding(place, Kind.INSERTED, "it is a copy of event " + own);
    }
    if (!isOfThisChain(read)) {
      return next != null && next.ownNumber() == place
          ? new Finding(place, Kind.INSERTED, "it is an event of another chain")
          : changed(place, "it is an event of another chain");
    }
    boolean movedUp = own > place && (next == null || next.ownNumber() == own + 1);
    return movedUp
        ? new Finding(place, Kind.MISSING, gap(place, own - 1))
        : new Finding(place, Kind.REORDERED, "event " + own + " stands in its place");
  }

  private static String gap(long from, long to) {
    return from == to ? "event " + from + " is gone" : "events " + from + " to " + to + " are gone";
  }

  /**
   * The verdict, after the last event.
   *
   * @param head number and MAC of the last event as the chain's own row has them; null where only
   *     the events are known
   */
  public Verdict finish(Map.@Nullable Entry<Long, String> head) {
    long last = expected == 0 ? 0 : expected - 1;
    if (finding == null && suspect != null) {
      boolean beyond = head != null && suspect.read().number() > head.getKey();
      finding =
          beyond
              ? new Finding(suspect.read().number(), Kind.INSERTED, "the chain's head is before it")
              : explained(suspect, null);
    }
    if (finding == null && head != null) {
      finding = atHead(last, head.getKey(), head.getValue());
    }
    if (finding == null && !anchors.isEmpty() && anchors.lastKey() > Math.max(last, cutUpTo)) {
      finding = cutOff(last, "an anchor has event " + anchors.lastKey());
    }
    if (finding == null && contradiction <= last) {
      finding =
          new Finding(contradiction, Kind.REWRITTEN, "anchors name two different events here");
    }
    if (first > cutUpTo + 1) {
      finding = new Finding(cutUpTo + 1, Kind.MISSING, gap(cutUpTo + 1, first - 1));
    }
    Long anchored = anchors.floorKey(last);
    return new Verdict(
        events,
        first,
        last,
        last == 0 ? null : previousMac,
        lastAt,
        anchored == null || anchored < first ? 0 : anchored,
        cutUpTo,
        finding);
  }

  private @Nullable Finding atHead(long last, long headNumber, String headMac) {
    if (last < headNumber) {
      return cutOff(last, "the chain's head is event " + headNumber);
    }
    if (last > headNumber) {
      return changed(last, "the chain's head was set back to event " + headNumber);
    }
    return last > 0 && !headMac.equals(previousMac)
        ? changed(last, "the chain's head has another MAC")
        : null;
  }

  private static Finding cutOff(long last, String why) {
    return new Finding(last + 1, Kind.CUT_OFF, why);
  }
}
