package io.keygate.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** How much memory processes take, in mebibytes; empty where the machine does not tell. */
final class Memory {
  /** A generation, or all of the heap, as each collector names it; not the metaspace. */
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

  private Memory() {}

  /** What the operating system has given the process. */
  static Optional<Long> resident(long pid) throws InterruptedException {
    return output("ps", "-o", "rss=", "-p", String.valueOf(pid))
        .map(text -> Long.parseLong(text.strip()) / 1024);
  }

  /** What is alive on the heap of a JVM, found by collecting the rest. */
  static Optional<Long> heap(long pid) throws InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    output(jcmd, String.valueOf(pid), "GC.run");
    return output(jcmd, String.valueOf(pid), "GC.heap_info")
        .map(
            text ->
                USED.matcher(text).results().mapToLong(m -> Long.parseLong(m.group(1))).sum()
                    / 1024);
  }

  private static Optional<String> output(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(text) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
