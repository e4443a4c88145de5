package io.keygate.apikey;

import io.keygate.platform.config.SecretFile;
import io.keygate.platform.mac.MacKeyFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code scripts/key-hash} runs, beside the server: prints the hash of a secret that comes on
 * standard input, or, with {@code --new <environment slug>}, a new secret with its hash. The pepper
 * is the server's; where there is none yet it is made, and the server's first start finds it.
 */
public final class KeyHashProgram {
  private KeyHashProgram() {}

  /** Ends with 0, or with 2 and a line on standard error where the input is wrong. */
  public static void main(String[] arguments) throws IOException {
    try {
      System.out.print(run(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println("keygate: " + e.getMessage());
      System.exit(2);
    }
  }

  private static String run(String[] arguments) throws IOException {
    if (arguments.length == 2 && arguments[0].equals("--new")) {
      Secret secret = Secret.generate(arguments[1]);
      if (Secret.parse(secret.expose()).isEmpty()) {
        throw new IllegalArgumentException("'" + arguments[1] + "' is no slug of an environment");
      }
      return "secret: " + secret.expose() + "\nhash:   " + peppers().hashed(secret) + "\n";
    }
    if (arguments.length != 0) {
      throw new IllegalArgumentException(
          "usage: key-hash < file-with-a-secret, or key-hash --new <environment slug>");
    }
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = in.readLine();
    // NB: the text is not in the message; it may be a secret with a typo.
    Secret secret =
        Secret.parse(line == null ? "" : line.strip())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "standard input has no API key, or one with a typo in it"));
    return peppers().hashed(secret) + "\n";
  }

  private static PepperFile peppers() throws IOException {
    String named = System.getenv(Peppers.VARIABLE);
    if (named != null && !named.isBlank()) {
      return PepperFile.parse(Files.readString(Path.of(named)));
    }
    Path file = Path.of(System.getenv("KEYGATE_HOME"), PepperFile.NAME);
    if (!Files.exists(file)) {
      SecretFile.create(file.toAbsolutePath(), MacKeyFile.newLine());
    }
    return PepperFile.parse(Files.readString(file));
  }
}
