package io.keygate.sdkcheck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program's sources and dependencies in {@code target/sdk-check/<name>}, made anew when a source
 * or a lock file changed. Sources of a later folder replace those of an earlier one.
 */
record Installation(String name, List<String> sources, List<List<String>> steps) {
  private static final Path ROOT = Path.of("target/sdk-check").toAbsolutePath();

  /** How npm, pip and go say that a registry is out of reach or does not hand something out. */
  private static final Pattern NOT_HANDED_OUT =
      Pattern.compile(
          ".*(\\b(403|404|410|451|502|503)\\b.*(Forbidden|Not Found|Gone|Unavailable|Bad Gateway)"
              + "|E40[34]\\b|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|NewConnectionError"
              + "|no such host|connection refused|i/o timeout|requires go >= ).*");

  Path directory() {
    return ROOT.resolve(name);
  }

  void install(Path from) throws IOException, InterruptedException {
    Path stamp = directory().resolve(".installed");
    String checksum = checksum(from);
    if (Files.exists(stamp) && Files.readString(stamp).equals(checksum)) {
      return;
    }
    Files.createDirectories(directory());
    Files.deleteIfExists(stamp);
    for (Path file : files(from)) {
      Files.copy(
          file,
          directory().resolve(file.getFileName().toString()),
          StandardCopyOption.REPLACE_EXISTING);
    }
    for (List<String> step : steps) {
      run(step);
    }
    Files.writeString(stamp, checksum);
  }

  private void run(List<String> step) throws IOException, InterruptedException {
    System.out.println(name + ": " + String.join(" ", step) + " ...");
    Path output = directory().resolve("install.log");
    long start = System.nanoTime();
    int exit = Shell.run(step, directory(), output);
    if (exit != 0) {
      String refusal = lineThatRefuses(output);
      throw refusal.isEmpty()
          ? new InstallationException(Shell.tail(output))
          : new UnavailableException(refusal);
    }
    System.out.println(
        name + ": done after " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
  }

  private static String lineThatRefuses(Path output) throws IOException {
    return Files.readAllLines(output).stream()
        .filter(line -> NOT_HANDED_OUT.matcher(line).matches())
        .findFirst()
        .map(String::strip)
        .orElse("");
  }

  private String checksum(Path from) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    digest.update(steps.toString().getBytes(StandardCharsets.UTF_8));
    for (Path file : files(from)) {
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private List<Path> files(Path from) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String source : sources) {
      try (Stream<Path> listed = Files.list(from.resolve(source))) {
        listed.filter(Files::isRegularFile).sorted().forEach(files::add);
      }
    }
    return files;
  }
}
