package io.keygate.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a person sees when Keygate is up: where it is, who may come in, and a block to paste. */
final class Welcome {
  private Welcome() {}

  static void print(LaunchSettings settings) throws IOException {
    Path file = settings.home().resolve("first-admin-password");
    String url = settings.url();
    String curl = settings.curlOptions();
    var text = new StringBuilder();
    text.append("\nKeygate is up at ").append(url).append("\n\n");
    if (Files.exists(file)) {
      String oneTime = Files.readString(file).strip();
      text.append("First administrator:  admin\n");
      text.append("One-time password:    ").append(oneTime).append("\n");
      text.append("It is shown this once, and must be changed; the block below does that.\n\n");
      text.append(Samples.first(url, curl, oneTime, SecretFiles.randomText()));
    } else {
      text.append(Samples.later(url, curl));
    }
    text.append("\nStop with Ctrl-C.\n");
    System.out.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    System.out.flush();
    Files.deleteIfExists(file);
  }
}
