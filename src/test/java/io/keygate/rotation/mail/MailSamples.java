package io.keygate.rotation.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a sample of each mail into a folder, for {@code scripts/pictures} and for who translates.
 */
public final class MailSamples {
  private MailSamples() {}

  /** With the folder, and with one of own templates if there is one. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    var templates = new Templates(args.length > 1 ? Path.of(args[1]) : folder.resolve("none"));
    write(folder, "mail-reminder", Samples.reminder(templates));
    write(folder, "mail-report", Samples.report(templates));
  }

  private static void write(Path folder, String name, MailText mail) throws IOException {
    Files.writeString(folder.resolve(name + ".html"), mail.html());
    Files.writeString(folder.resolve(name + ".txt"), mail.subject() + "\n\n" + mail.plain());
  }
}
