package io.keygate.trace;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The spans of one request on their way to the database. */
record PendingSpans(
    long streamId,
    long apiKeyId,
    Instant receivedAt,
    List<NewSpan> spans,
    long bytes,
    CompletableFuture<Void> durable) {

  static PendingSpans of(long streamId, long apiKeyId, Instant receivedAt, List<NewSpan> spans) {
    long bytes = spans.stream().mapToLong(NewSpan::size).sum();
    return new PendingSpans(
        streamId, apiKeyId, receivedAt, spans, bytes, new CompletableFuture<>());
  }
}
