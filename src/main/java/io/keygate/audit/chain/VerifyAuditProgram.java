package io.keygate.audit.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keygate.platform.mac.MacKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What scripts/verify-audit runs: checks an export (NDJSON) without a server. Ends with 0 where it
 * is intact, 1 where it is not, 2 where it cannot tell.
 */
public final class VerifyAuditProgram {
  private static final String USAGE =
      """
      verify-audit [--keys FILE] [--anchors FILE] [--partial] EXPORT.ndjson

      Checks an exported audit trail (Accept: application/x-ndjson) offline.
        --keys     the keys of the chains; KEYGATE_AUDIT_KEY_FILE, or audit-keys in KEYGATE_HOME
        --anchors  heads kept outside the database; audit-anchors.ndjson in KEYGATE_HOME, if there
        --partial  the export had filters: checks each event, and not that none is missing
        --new-key  prints a line with a new key for the file, and ends
      """;

  /** So far the clocks of two nodes may be apart. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private static final int BROKEN = 1;
  private static final int CANNOT_TELL = 2;

  private final MacKeyFile keys;
  private final @Nullable Path anchors;
  private final Path export;

  private VerifyAuditProgram(MacKeyFile keys, @Nullable Path anchors, Path export) {
    this.keys = keys;
    this.anchors = anchors;
    this.export = export;
  }

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    Path keys = fromEnvironment("KEYGATE_AUDIT_KEY_FILE", "audit-keys");
    Path anchors = inHome("audit-anchors.ndjson");
    Path export = null;
    boolean partial = false;
    try {
      for (int i = 0; i < arguments.length; i++) {
        switch (arguments[i]) {
          case "--new-key" -> {
            System.out.print(MacKeyFile.newLine());
            return 0;
          }
          case "--partial" -> partial = true;
          case "--keys" -> keys = Path.of(arguments[++i]);
          case "--anchors" -> {
            anchors = Path.of(arguments[++i]);
            Files.size(anchors);
          }
          default -> {
            if (arguments[i].startsWith("-") || export != null) {
              throw new IllegalArgumentException(USAGE);
            }
            export = Path.of(arguments[i]);
          }
        }
      }
      if (export == null) {
        throw new IllegalArgumentException(USAGE);
      }
      var program =
          new VerifyAuditProgram(
              MacKeyFile.parse(Files.readString(keys)),
              Files.exists(anchors) ? anchors : null,
              export);
      return partial ? program.checkEach() : program.checkWhole();
    } catch (ArrayIndexOutOfBoundsException e) {
      System.err.println(USAGE);
    } catch (IOException e) {
      System.err.println("verify-audit: cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      System.err.println("verify-audit: " + e.getMessage());
    }
    return CANNOT_TELL;
  }

  private static Path fromEnvironment(String variable, String nameInHome) {
    String named = System.getenv(variable);
    return named == null || named.isBlank() ? inHome(nameInHome) : Path.of(named);
  }

  private static Path inHome(String name) {
    String home = System.getenv("KEYGATE_HOME");
    return Path.of(home == null ? "." : home, name);
  }

  /** What the last event of the file says of itself; nothing of it is believed yet. */
  private record Last(String chain, String label, long number, String at, boolean endsAnExport) {}

  private int checkWhole() throws IOException {
    Last last = last();
    var verifier = new ChainVerifier(keys, last.chain(), null, anchorsUpTo(last));
    try (Stream<String> lines = Files.lines(export, UTF_8)) {
      lines.filter(line -> !line.isBlank()).map(VerifyAuditProgram::link).forEach(verifier::accept);
    }
    Verdict verdict = verifier.finish(null);
    Finding finding = verdict.finding();
    if (finding == null && !last.endsAnExport()) {
      finding =
          new Finding(
              verdict.last() + 1,
              Finding.Kind.CUT_OFF,
              "an export ends with the event audit.exported that tells of it; was it one with"
                  + " filters? Then use --partial");
    }
    if (finding != null) {
      return tell(finding);
    }
    System.out.printf(
        "INTACT: events %d to %d of %s (chain %s), the last at %s with the MAC %s%n",
        verdict.first(),
        verdict.last(),
        last.label(),
        last.chain(),
        verdict.lastAt(),
        verdict.lastMac());
    System.out.println(
        verdict.anchored() > 0
            ? "An anchor confirms event " + verdict.anchored() + "."
            : "No anchor confirms it; compare the last MAC with one that was mailed or logged.");
    return 0;
  }

  private int checkEach() throws IOException {
    String chain = last().chain();
    long before = 0;
    long events = 0;
    try (Stream<String> lines = Files.lines(export, UTF_8)) {
      for (String line : (Iterable<String>) lines.filter(l -> !l.isBlank())::iterator) {
        Link link = link(line);
        var verifier = new ChainVerifier(keys, chain, null, List.of());
        Finding finding = verifier.alone(link);
        if (finding == null && link.number() <= before) {
          finding = new Finding(link.number(), Finding.Kind.REORDERED, "it comes after " + before);
        }
        if (finding != null) {
          return tell(finding);
        }
        before = link.number();
        events++;
      }
    }
    System.out.printf("AUTHENTIC: %d events; whether some are missing was not asked%n", events);
    return 0;
  }

  private static int tell(Finding finding) {
    System.out.printf(
        "BROKEN at event %d: %s: %s%n", finding.number(), finding.kind().word(), finding.detail());
    return BROKEN;
  }

  private Last last() throws IOException {
    try (Stream<String> lines = Files.lines(export, UTF_8)) {
      Event event =
          lines
              .map(Event::parse)
              .flatMap(Optional::stream)
              .reduce((first, second) -> second)
              .orElseThrow(() -> new IllegalArgumentException("there is no event in " + export));
      boolean whole =
          event.text("action").equals("audit.exported")
              && event.text("details", "format").equals("ndjson")
              && event.detailCount() == 1;
      return new Last(
          event.text("chain"),
          event.text("chainLabel"),
          event.number("number"),
          event.text("at"),
          whole);
    }
  }

  /** Those that the export has to have: of its events, and of none that came later. */
  private List<Anchor> anchorsUpTo(Last last) throws IOException {
    if (anchors == null) {
      return List.of();
    }
    List<Anchor> meant = new ArrayList<>();
    try (Stream<String> lines = Files.lines(anchors, UTF_8)) {
      lines
          .map(Anchor::parse)
          .flatMap(Optional::stream)
          .filter(anchor -> anchor.chain().equals(last.chain()))
          .filter(anchor -> anchor.number() <= last.number() || isBefore(anchor.at(), last.at()))
          .forEach(meant::add);
    }
    return meant;
  }

  private static boolean isBefore(String instant, String other) {
    try {
      return Instant.parse(instant).plus(CLOCKS).isBefore(Instant.parse(other));
    } catch (DateTimeException e) {
      return true;
    }
  }

  private static Link link(String line) {
    Optional<Event> event = Event.parse(line);
    byte[] mac = {};
    try {
      mac = HexFormat.of().parseHex(event.map(e -> e.text(Event.MAC)).orElse(""));
    } catch (IllegalArgumentException e) {
      // then it is none, and the event is not authentic
    }
    long number = event.map(e -> e.number("number")).orElse(0L);
    return new Link(number, event.flatMap(Event::body).orElse(line), mac, null);
  }
}
