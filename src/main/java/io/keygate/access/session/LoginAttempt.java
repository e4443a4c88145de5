package io.keygate.access.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keygate.platform.mac.Sha256;
import io.keygate.platform.text.Base62;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a login at the identity provider begins with, kept in a cookie until the browser comes back:
 * it ties the answer to this browser (state), the ID token to this login (nonce), and the code to
 * whoever asked for it (PKCE, RFC 7636).
 *
 * @param to path within Keygate where the person wanted to go
 */
record LoginAttempt(String state, String nonce, String verifier, String to) {
  private static final int DIGITS = 43;
  private static final int LONGEST_PATH = 1_000;

  static LoginAttempt begin(@Nullable String to) {
    return new LoginAttempt(
        Base62.random(DIGITS), Base62.random(DIGITS), Base62.random(DIGITS), local(to));
  }

  /** Only a path of ours: nobody is led elsewhere after a login. */
  private static String local(@Nullable String to) {
    if (to == null || to.length() > LONGEST_PATH || !to.startsWith("/") || to.startsWith("//")) {
      return "/";
    }
    try {
      return to.contains("\\") ? "/" : new URI(to).toASCIIString();
    } catch (URISyntaxException e) {
      return "/";
    }
  }

  static Optional<LoginAttempt> ofCookie(@Nullable String value) {
    String[] parts = value == null ? new String[0] : value.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    try {
      String to = new String(Base64.getUrlDecoder().decode(parts[3]), UTF_8);
      return Optional.of(new LoginAttempt(parts[0], parts[1], parts[2], local(to)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String cookie() {
    String path = Base64.getUrlEncoder().withoutPadding().encodeToString(to.getBytes(UTF_8));
    return String.join(".", state, nonce, verifier, path);
  }

  boolean isAnsweredBy(@Nullable String answeredState) {
    return answeredState != null
        && MessageDigest.isEqual(answeredState.getBytes(UTF_8), state.getBytes(UTF_8));
  }

  /** The S256 challenge of the verifier. */
  String challenge() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(verifier));
  }

  // NB: a record prints its components; this one must not.
  @Override
  public String toString() {
    return "LoginAttempt[" + to + "]";
  }
}
