package io.keygate.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in the server's output why it does not start. */
final class ConsoleLog {
  private static final Pattern WRONG_VARIABLE =
      Pattern.compile("ConfigurationException: ((?:KEYGATE|MP)_[^\\r\\n\"]*)");

  private ConsoleLog() {}

  static boolean deploymentFailed(Path console) {
    String text = read(console);
    return text.contains("WFLYSRV0026") || text.contains("WFLYCTL0013");
  }

  /** One sentence for the person who started it. */
  static String whatWentWrong(Path console) {
    Matcher variable = WRONG_VARIABLE.matcher(read(console));
    return variable.find()
        ? variable.group(1).strip()
        : "The application was not deployed; the reason is in " + console;
  }

  private static String read(Path console) {
    try {
      return Files.readString(console);
    } catch (IOException e) {
      return "";
    }
  }
}
