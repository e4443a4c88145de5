package io.keygate.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/**
 * Where a page ended: the sort field's value and the row's id. Opaque to callers; belongs to one
 * order.
 *
 * @param order field and direction
 */
record SpanCursor(String order, long id, String value) {
  private static final String SEPARATOR = "\n";

  /** Long enough for any page's order; MariaDB itself sorts by the first 1,024 bytes. */
  private static final int LONGEST_VALUE = 100_000;

  String encode() {
    String text = order + SEPARATOR + id + SEPARATOR + value;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  static SpanCursor decode(String cursor, String order) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
      String[] parts = text.split(SEPARATOR, 3);
      if (parts.length == 3 && parts[0].equals(order) && parts[2].length() <= LONGEST_VALUE) {
        return new SpanCursor(order, Long.parseLong(parts[1]), parts[2]);
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new InvalidSpanQueryException(
        "cursor: use the next_cursor of the page before, with the same sort_by and sort_order");
  }
}
