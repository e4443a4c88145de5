package io.keygate.sdkcheck;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A language's runtime with what it takes to install its packages. */
enum Toolchain {
  NODE("Node.js 18 or newer with npm is not installed; apt-get install nodejs npm"),
  PYTHON("python3 3.11 or newer with venv is not installed; apt-get install python3-venv"),
  GO("go is not installed; apt-get install golang"),
  /** The runtime of this check itself. */
  JAVA("");

  private final String howToGet;

  Toolchain(String howToGet) {
    this.howToGet = howToGet;
  }

  static Toolchain named(String name) {
    return Arrays.stream(values())
        .filter(toolchain -> toolchain.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + ": no runtime that is known; there are " + Arrays.toString(values())));
  }

  /** What the machine lacks and how to get it; empty if it lacks nothing. */
  Optional<String> lack() throws InterruptedException {
    for (List<String> probe : probes()) {
      if (!Shell.succeeds(probe)) {
        return Optional.of(howToGet);
      }
    }
    return Optional.empty();
  }

  /** Commands that succeed where all of it is there. */
  private List<List<String>> probes() {
    return switch (this) {
      case NODE ->
          List.of(
              List.of("node", "-e", "process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)"),
              List.of("npm", "--version"));
      case PYTHON ->
          List.of(
              List.of(
                  "python3",
                  "-c",
                  "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))"));
      case GO -> List.of(List.of("go", "version"));
      case JAVA -> List.of();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
