package io.keygate.sdkcheck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A program of {@code src/test/sdk} that sends traces with an unmodified SDK. */
enum Sdk {
  NODE(Toolchain.NODE),
  PYTHON(Toolchain.PYTHON),
  GO_PINNED(Toolchain.GO),
  GO_NEWER(Toolchain.GO),
  /** What go-openllmetry is built on, as it uses it. */
  GO_OTLP(Toolchain.GO),
  GO_OTLP_PINNED(Toolchain.GO),
  JAVA(Toolchain.JAVA);

  private static final Path SOURCES = Path.of("src/test/sdk").toAbsolutePath();

  private static final List<String> GO_BUILD = List.of("go", "build", "-o", "client");

  private final Toolchain toolchain;

  Sdk(Toolchain toolchain) {
    this.toolchain = toolchain;
  }

  static List<Sdk> of(Toolchain toolchain) {
    return Arrays.stream(values()).filter(sdk -> sdk.toolchain == toolchain).toList();
  }

  /** Installs what the lock file names, unless it is there already. */
  void install() throws IOException, InterruptedException {
    installation().install(SOURCES);
  }

  private Installation installation() {
    return new Installation(toString(), sources(), steps());
  }

  private List<String> sources() {
    return switch (this) {
      // The same program with another go.mod
      case GO_NEWER -> List.of("go-pinned", "go-newer");
      case GO_OTLP_PINNED -> List.of("go-otlp", "go-otlp-pinned");
      default -> List.of(toString());
    };
  }

  private List<List<String>> steps() {
    return switch (this) {
      case NODE -> List.of(List.of("npm", "ci"));
      case PYTHON ->
          List.of(
              List.of("python3", "-m", "venv", "venv"),
              // All of them are pinned, so nothing is left to resolve
              List.of("venv/bin/pip", "install", "--no-deps", "-r", "requirements.txt"));
      case GO_PINNED, GO_NEWER -> List.of(List.of("go", "mod", "tidy"), GO_BUILD);
      case GO_OTLP, GO_OTLP_PINNED -> List.of(GO_BUILD);
      // On the class path of the tests already
      case JAVA -> List.of();
    };
  }

  /** The program, to be started with these arguments. */
  List<String> command(List<String> arguments) {
    Path home = installation().directory();
    List<String> program =
        switch (toolchain) {
          case NODE -> List.of("node", home.resolve("client.js").toString());
          case PYTHON ->
              List.of(
                  home.resolve("venv/bin/python").toString(), home.resolve("client.py").toString());
          case GO -> List.of(home.resolve("client").toString());
          case JAVA ->
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  home.resolve("Client.java").toString());
        };
    return Stream.concat(program.stream(), arguments.stream()).toList();
  }

  /** The {@code service.name} that the program gives itself. */
  String serviceName() {
    return "sdk-check-" + toolchain;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
