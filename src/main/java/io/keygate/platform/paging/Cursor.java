package io.keygate.platform.paging;

import io.keygate.platform.problem.ProblemType;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * A position in a list that is ordered by its internal id, in a form that nobody will build by
 * hand.
 */
final class Cursor {
  private Cursor() {}

  static String encode(long id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(ByteBuffer.allocate(Long.BYTES).putLong(id).array());
  }

  static long decode(String cursor) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    if (bytes.length != Long.BYTES) {
      throw invalid();
    }
    return ByteBuffer.wrap(bytes).getLong();
  }

  private static RuntimeException invalid() {
    return ProblemType.INVALID_CURSOR.with("Use the nextCursor of the page before, unchanged.");
  }
}
