package io.keygate.idpcheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Keycloak that the build file names, unpacked below {@code target}. It configures itself at
 * its first start, which takes longer than all that follow; so it is kept, once it has started.
 */
record Distribution(String version, Path directory) {
  private static final Path ROOT = Path.of("target/idp-check").toAbsolutePath();
  private static final Pattern VERSION =
      Pattern.compile("<keycloak\\.version>([^<]+)</keycloak\\.version>");

  /** How Maven says that it was not handed something out, for whatever reason. */
  private static final String NOT_HANDED_OUT = "Unable to find/resolve artifact";

  /** Downloads and unpacks what is not there yet. */
  static Distribution get() throws IOException, InterruptedException {
    Matcher named = VERSION.matcher(Files.readString(Path.of("pom.xml")));
    if (!named.find()) {
      throw new IllegalStateException("pom.xml names no keycloak.version");
    }
    String version = named.group(1);
    var distribution = new Distribution(version, ROOT.resolve("keycloak-" + version));
    if (!Files.exists(distribution.mark())) {
      distribution.unpack();
    }
    return distribution;
  }

  private void unpack() throws IOException, InterruptedException {
    System.out.println("Getting Keycloak " + version + " (170 MB the first time) ...");
    Folders.delete(directory);
    Folders.delete(ROOT.resolve("unpacked"));
    Files.createDirectories(ROOT);
    Path log = ROOT.resolve("download.log");
    int exit =
        new ProcessBuilder(List.of("./mvnw", "-q", "-B", "dependency:unpack@keycloak"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (exit != 0) {
      String said = Files.readString(log);
      if (said.contains(NOT_HANDED_OUT)) {
        throw new UnavailableException(
            "Keycloak " + version + " could not be downloaded; target/idp-check/download.log");
      }
      throw new IllegalStateException("Keycloak could not be unpacked:\n" + said);
    }
  }

  /** Says that it has started once, and so is whole. */
  void keep() throws IOException {
    Files.writeString(mark(), version);
  }

  Path program() {
    return directory.resolve("bin/kc.sh");
  }

  private Path mark() {
    return directory.resolve(".has-started");
  }
}
