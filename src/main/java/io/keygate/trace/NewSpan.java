package io.keygate.trace;

import org.jspecify.annotations.Nullable;

/**
 * A span as it comes in, not yet of any stream. Times are nanoseconds since the epoch; JSON texts
 * are objects and arrays with the values' own types.
 *
 * @param traceId 16 bytes
 * @param spanId 8 bytes
 * @param parentSpanId 8 bytes; null for a root
 * @param kind number of the OTLP SpanKind
 * @param statusCode number of the OTLP StatusCode
 */
public record NewSpan(
    byte[] traceId,
    byte[] spanId,
    byte @Nullable [] parentSpanId,
    String traceState,
    String name,
    int kind,
    long startNanos,
    long durationNanos,
    int statusCode,
    String statusMessage,
    String serviceName,
    String scopeName,
    String scopeVersion,
    Semantics semantics,
    String attributes,
    String resourceAttributes,
    String events,
    String links) {

  /** How many bytes its row takes, nearly; never fewer than its texts have in UTF-8. */
  public long size() {
    return ROW_OVERHEAD
        + utf8(name)
        + utf8(statusMessage)
        + utf8(traceState)
        + utf8(serviceName)
        + utf8(scopeName)
        + utf8(scopeVersion)
        + 2 * utf8(attributes)
        + utf8(resourceAttributes)
        + utf8(events)
        + utf8(links);
  }

  /** Attributes count twice, because some of them are in columns as well. */
  private static final int ROW_OVERHEAD = 400;

  private static long utf8(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }
}
