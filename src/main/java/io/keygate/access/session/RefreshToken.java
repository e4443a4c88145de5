package io.keygate.access.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keygate.platform.text.Base62;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What the dashboard's cookie holds: 256 random bits. The database has only a hash of it; what is
 * sealed with it nobody opens who has the database alone.
 */
final class RefreshToken {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int DIGITS = 43;
  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{" + DIGITS + "}");
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final String text;

  private RefreshToken(String text) {
    this.text = text;
  }

  static RefreshToken generate() {
    return new RefreshToken(Base62.random(DIGITS));
  }

  /** The token of a cookie; empty where it is none. */
  static Optional<RefreshToken> parse(@Nullable String text) {
    return text != null && FORM.matcher(text).matches()
        ? Optional.of(new RefreshToken(text))
        : Optional.empty();
  }

  /** For the cookie, and for nothing else. */
  String expose() {
    return text;
  }

  /** Under which the database knows it; 32 bytes. */
  byte[] hash() {
    return derived("keygate refresh token");
  }

  /** Encrypts a text (AES-256-GCM) with a key that is made from the token. */
  byte[] seal(String plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, plain.getBytes(UTF_8));
    return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
  }

  /** What {@link #seal} was given. */
  String open(byte[] sealed) {
    byte[] nonce = new byte[NONCE_BYTES];
    byte[] rest = new byte[sealed.length - NONCE_BYTES];
    ByteBuffer.wrap(sealed).get(nonce).get(rest);
    return new String(cipher(Cipher.DECRYPT_MODE, nonce, rest), UTF_8);
  }

  private byte[] cipher(int mode, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      var key = new SecretKeySpec(derived("keygate sealing key"), "AES");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("what was sealed with a refresh token cannot be opened", e);
    }
  }

  private byte[] derived(String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(text.getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal(purpose.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "RefreshToken[]";
  }
}
