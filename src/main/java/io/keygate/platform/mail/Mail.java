package io.keygate.platform.mail;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mail that a program sends.
 *
 * @param text for plain terminals
 * @param html the same for who wants it; null for none
 * @param messageId without its brackets, the same in every attempt; null for a new one
 * @param headers further ones
 */
public record Mail(
    List<String> to,
    String subject,
    String text,
    @Nullable String html,
    @Nullable String messageId,
    Map<String, String> headers) {

  /** Plain text. */
  public static Mail plain(List<String> to, String subject, String text) {
    return new Mail(to, subject, text, null, null, Map.of());
  }
}
