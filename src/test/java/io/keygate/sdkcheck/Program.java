package io.keygate.sdkcheck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A running program of {@code src/test/sdk}, in conversation by lines. */
final class Program implements AutoCloseable {
  private static final long LIMIT_SECONDS = 90;
  private static final String END = "\u0004";

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> transcript = new ArrayList<>();

  private Program(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "program-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * The base URL and the key are all the configuration that it gets; whatever host the base URL
   * names, it is the server that answers.
   */
  static Program start(List<String> command, String server, String baseUrl, String secret)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("TRACELOOP_") || name.startsWith("OTEL_"));
    builder.environment().putAll(Map.of("HTTP_PROXY", server, "http_proxy", server));
    builder.environment().putAll(Map.of("NO_PROXY", "127.0.0.1", "no_proxy", "127.0.0.1"));
    builder.environment().put("TRACELOOP_BASE_URL", baseUrl);
    builder.environment().put("TRACELOOP_API_KEY", secret);
    return new Program(builder.start());
  }

  /** Waits until the program says this line; what it said before it since the last one. */
  List<String> awaitLine(String expected) throws InterruptedException {
    int from = transcript.size();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (true) {
      String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null || line.equals(END)) {
        String how = line == null ? "in " + LIMIT_SECONDS + " s" : "before it ended";
        throw new AssertionError("the program did not say '" + expected + "' " + how + dump());
      }
      transcript.add(line);
      if (line.equals(expected)) {
        return List.copyOf(transcript.subList(from, transcript.size() - 1));
      }
    }
  }

  /** Says a line to the program. */
  void goOn() throws IOException {
    process.getOutputStream().write("go on\n".getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
  }

  /** Waits until the program has ended by itself, and with success. */
  void awaitSuccess() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the program did not end" + dump());
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("the program ended with " + process.exitValue() + dump());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add("(output ended: " + e.getMessage() + ")");
    }
    lines.add(END);
  }

  private String dump() {
    lines.drainTo(transcript);
    transcript.remove(END);
    return "; it said:\n  " + String.join("\n  ", transcript);
  }
}
