package io.keygate.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in the server's output why it does not start. */
final class ConsoleLog {
  private static final Pattern WRONG_VARIABLE =
      Pattern.compile("ConfigurationException: ((?:KEYGATE|MP)_[^\\r\\n\"]*)");

  private static final Pattern DEPLOYMENT_FAILED = Pattern.compile("WFLYSRV0026|WFLYCTL0013");

  private ConsoleLog() {}

  static boolean deploymentFailed(Path console) {
    return search(console, DEPLOYMENT_FAILED).isPresent();
  }

  /** One sentence for the person who started it. */
  static String whatWentWrong(Path console) {
    return search(console, WRONG_VARIABLE)
        .map(found -> found.group(1).strip())
        .orElseGet(() -> "The application was not deployed; the reason is in " + console);
  }

  /** The first place; line by line, because nobody knows how long it is. */
  private static Optional<MatchResult> search(Path console, Pattern wanted) {
    // NB: a reader that replaces what is no UTF-8; there may be half a character at the end.
    try (var lines =
        new BufferedReader(new InputStreamReader(Files.newInputStream(console), UTF_8))) {
      return lines
          .lines()
          .map(wanted::matcher)
          .filter(Matcher::find)
          .map(Matcher::toMatchResult)
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
