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

  /** About how many bytes its row takes; what counts are the long texts. */
  public int size() {
    return ROW_OVERHEAD
        + name.length()
        + statusMessage.length()
        + attributes.length()
        + resourceAttributes.length()
        + events.length()
        + links.length();
  }

  private static final int ROW_OVERHEAD = 300;
}
