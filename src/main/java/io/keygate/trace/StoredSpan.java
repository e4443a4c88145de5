package io.keygate.trace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

/** A span as it was stored; ids in hex, enumerations by name, attributes as JSON text. */
public record StoredSpan(
    String traceId,
    String spanId,
    String parentSpanId,
    String traceState,
    String name,
    String kind,
    long startNanos,
    long durationNanos,
    String statusCode,
    String statusMessage,
    String serviceName,
    String scopeName,
    String scopeVersion,
    String attributes,
    String resourceAttributes) {

  static final String COLUMNS =
      """
      trace_id, span_id, parent_span_id, trace_state, name, kind, start_nanos, duration_nanos,
      status_code, status_message, service_name, scope_name, scope_version, attributes,
      resource_attributes\
      """;

  static StoredSpan read(ResultSet row) throws SQLException {
    byte[] parent = row.getBytes(3);
    return new StoredSpan(
        HexFormat.of().formatHex(row.getBytes(1)),
        HexFormat.of().formatHex(row.getBytes(2)),
        parent == null ? "" : HexFormat.of().formatHex(parent),
        row.getString(4),
        row.getString(5),
        SpanEnums.kind(row.getInt(6)),
        row.getLong(7),
        row.getLong(8),
        SpanEnums.statusCode(row.getInt(9)),
        row.getString(10),
        row.getString(11),
        row.getString(12),
        row.getString(13),
        row.getString(14),
        row.getString(15));
  }
}
