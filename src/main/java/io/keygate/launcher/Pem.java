package io.keygate.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One block of a PEM file (RFC 7468).
 *
 * @param label what stands after BEGIN, such as {@code CERTIFICATE}
 * @param text the base64 between the two lines, as it stands there
 */
record Pem(String label, String text) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);

  /** Chains have some kilobytes. */
  private static final long LONGEST = 1 << 20;

  /** All blocks of the file that the variable names; text between them is no matter. */
  static List<Pem> read(String variable, Path file) {
    try {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new LaunchException(variable + " " + file + " is not a file that can be read");
      }
      if (Files.size(file) > LONGEST) {
        throw new LaunchException(variable + " " + file + " is too long for a PEM file");
      }
      return BLOCK
          .matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
          .results()
          .map(block -> new Pem(block.group(1), block.group(2)))
          .toList();
    } catch (IOException e) {
      throw new LaunchException(variable + " " + file + " cannot be read");
    }
  }

  /** What the base64 means; what is no base64 in it is left out. */
  byte[] bytes() {
    return Base64.getMimeDecoder().decode(text);
  }

  /** Without the text, which may be a key's. */
  @Override
  public String toString() {
    return label;
  }
}
