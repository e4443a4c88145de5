package io.keygate.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keygate.platform.persistence.Times;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statement that inserts spans in bulk; one that is there already stays as it is. */
public final class SpanInsert {
  /** Parameters in the order of {@link #bind}. */
  public static final String SQL =
      """
      insert into span (stream_id, trace_id, span_id, parent_span_id, received_at, start_nanos,
        duration_nanos, kind, status_code, api_key_id, input_tokens, output_tokens, total_tokens,
        name, trace_state, status_message, service_name, scope_name, scope_version,
        workflow_name, entity_name, entity_kind, vendor, operation, request_model, response_model,
        attributes, resource_attributes, events, links)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on duplicate key update id = id\
      """;

  private SpanInsert() {}

  /** Inserts the spans of one request within the connection's transaction. */
  static void execute(Connection connection, List<PendingSpans> groups) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      for (PendingSpans group : groups) {
        for (NewSpan span : group.spans()) {
          bind(statement, group.streamId(), group.apiKeyId(), group.receivedAt(), span);
          statement.addBatch();
        }
      }
      statement.executeBatch();
    }
  }

  /** Binds one row. */
  public static void bind(
      PreparedStatement statement, long streamId, long apiKeyId, Instant receivedAt, NewSpan span)
      throws SQLException {
    Semantics semantics = span.semantics();
    int i = 0;
    statement.setLong(++i, streamId);
    statement.setBytes(++i, span.traceId());
    statement.setBytes(++i, span.spanId());
    statement.setBytes(++i, span.parentSpanId());
    statement.setObject(++i, Times.toColumn(receivedAt));
    statement.setLong(++i, span.startNanos());
    statement.setLong(++i, span.durationNanos());
    statement.setInt(++i, span.kind());
    statement.setInt(++i, span.statusCode());
    statement.setLong(++i, apiKeyId);
    setLong(statement, ++i, semantics.inputTokens());
    setLong(statement, ++i, semantics.outputTokens());
    setLong(statement, ++i, semantics.totalTokens());
    statement.setString(++i, clipped(span.name()));
    statement.setString(++i, clipped(span.traceState()));
    statement.setString(++i, clipped(span.statusMessage()));
    statement.setString(++i, clipped(span.serviceName()));
    statement.setString(++i, clipped(span.scopeName()));
    statement.setString(++i, clipped(span.scopeVersion()));
    statement.setString(++i, clippedOrNull(semantics.workflow()));
    statement.setString(++i, clippedOrNull(semantics.entity()));
    statement.setString(++i, clippedOrNull(semantics.entityKind()));
    statement.setString(++i, clippedOrNull(semantics.vendor()));
    statement.setString(++i, clippedOrNull(semantics.operation()));
    statement.setString(++i, clippedOrNull(semantics.requestModel()));
    statement.setString(++i, clippedOrNull(semantics.responseModel()));
    statement.setString(++i, span.attributes());
    statement.setString(++i, span.resourceAttributes());
    statement.setString(++i, span.events());
    statement.setString(++i, span.links());
  }

  private static void setLong(PreparedStatement statement, int index, @Nullable Long value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, value);
    }
  }

  private static @Nullable String clippedOrNull(@Nullable String text) {
    return text == null ? null : clipped(text);
  }

  /** A TEXT column takes 65,535 bytes; attributes, which are kept whole, have a LONGTEXT. */
  private static String clipped(String text) {
    int most = 65_535;
    if (text.length() <= most / 3) {
      return text;
    }
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length <= most) {
      return text;
    }
    int end = most;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, UTF_8);
  }
}
