package io.keygate.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Traces requests whose spans are always new. The body is made once; before each sending only ids
 * and times are written over, so that the load costs little.
 */
final class SpanRequests implements RequestSource {
  private static final int START_TAG = (7 << 3) | 1;
  private static final int END_TAG = (8 << 3) | 1;

  private final SpanIds ids = new SpanIds();
  private final ByteBuffer request;
  private final ByteBuffer littleEndian;
  private final int[] traceIdAt = new int[SpanRequest.SPANS];
  private final int[] startAt = new int[SpanRequest.SPANS];

  SpanRequests(String secret, byte[] body) {
    byte[] head = HttpRequests.otlpHead(secret, body.length);
    request = ByteBuffer.allocateDirect(head.length + body.length).put(head).put(body);
    littleEndian = request.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int from = 0;
    for (int i = 0; i < SpanRequest.SPANS; i++) {
      int at = find(body, SpanRequest.traceId(i), from);
      int start = find(body, new byte[] {START_TAG, 1, 0, 0, 0, 0, 0, 0, 0, END_TAG}, at) + 1;
      traceIdAt[i] = head.length + at;
      startAt[i] = head.length + start;
      from = start;
    }
  }

  @Override
  public ByteBuffer next() {
    for (int i = 0; i < SpanRequest.SPANS; i++) {
      ids.next(i);
      int traceId = traceIdAt[i];
      request.putLong(traceId, ids.traceHigh());
      request.putLong(traceId + 8, ids.traceLow());
      // The span's id follows with a tag and a length
      request.putLong(traceId + 18, ids.span());
      int start = startAt[i];
      littleEndian.putLong(start, ids.start());
      // And so does the end with a tag
      littleEndian.putLong(start + 9, ids.end());
    }
    return request.clear();
  }

  private static int find(byte[] body, byte[] wanted, int from) {
    for (int at = from; at + wanted.length <= body.length; at++) {
      if (Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    throw new IllegalStateException("the body is not as it was made");
  }
}
