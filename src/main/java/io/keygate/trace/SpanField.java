package io.keygate.trace;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a span that have a column, by the names that queries know them by. */
enum SpanField {
  TIMESTAMP("start_nanos div 1000000", true),
  DURATION_MS("duration_nanos / 1000000", true),
  SPAN_NAME("name", false),
  SPAN_KIND("kind", false),
  TRACE_ID("lower(hex(trace_id))", false),
  SPAN_ID("lower(hex(span_id))", false),
  PARENT_SPAN_ID("lower(hex(parent_span_id))", false),
  TRACE_STATE("trace_state", false),
  SERVICE_NAME("service_name", false),
  SCOPE_NAME("scope_name", false),
  SCOPE_VERSION("scope_version", false),
  STATUS_CODE("status_code", false),
  STATUS_MESSAGE("status_message", false),
  TRACELOOP_WORKFLOW_NAME("workflow_name", false),
  TRACELOOP_ENTITY_NAME("entity_name", false),
  TRACELOOP_SPAN_KIND("entity_kind", false),
  LLM_VENDOR("vendor", false),
  LLM_REQUEST_TYPE("operation", false),
  LLM_REQUEST_MODEL("request_model", false),
  LLM_RESPONSE_MODEL("response_model", false),
  LLM_USAGE_PROMPT_TOKENS("input_tokens", true),
  LLM_USAGE_COMPLETION_TOKENS("output_tokens", true),
  LLM_USAGE_TOTAL_TOKENS("total_tokens", true),
  TOTAL_TOKENS("total_tokens", true);

  private static final Map<String, SpanField> BY_NAME = new HashMap<>();

  static {
    for (SpanField field : values()) {
      BY_NAME.put(field.name().toLowerCase(Locale.ROOT), field);
    }
  }

  private final String column;
  private final boolean numeric;

  SpanField(String column, boolean numeric) {
    this.column = column;
    this.numeric = numeric;
  }

  static @Nullable SpanField byName(String name) {
    return BY_NAME.get(name);
  }

  /** As an SQL expression. Enumerations compare by the names that answers show. */
  String sql() {
    return switch (this) {
      case SPAN_KIND -> SpanEnums.KIND_SQL;
      case STATUS_CODE -> SpanEnums.STATUS_SQL;
      default -> column;
    };
  }

  /** What to sort by; a missing value comes first. */
  String sortSql() {
    return switch (this) {
      case TIMESTAMP -> "start_nanos";
      case DURATION_MS -> "duration_nanos";
      default -> numeric ? "coalesce(" + column + ", -1)" : "coalesce(" + column + ", '')";
    };
  }

  boolean isNumeric() {
    return numeric;
  }
}
