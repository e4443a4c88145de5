package io.keygate.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a stream's spans.
 *
 * @param fromSeconds earliest start, seconds since the epoch
 * @param toSeconds latest start, inclusive
 * @param sortBy name of a field; timestamp where null
 * @param cursor what the page before gave
 * @param limit 1 to 1000
 */
public record SpanQuery(
    long fromSeconds,
    @Nullable Long toSeconds,
    List<SpanFilter> filters,
    @Nullable String sortBy,
    boolean descending,
    @Nullable String cursor,
    int limit) {

  /** The most spans of one page. */
  public static final int MOST = 1_000;

  private static final List<SpanField> SORTABLE =
      List.of(
          SpanField.TIMESTAMP,
          SpanField.DURATION_MS,
          SpanField.SPAN_NAME,
          SpanField.TRACE_ID,
          SpanField.TOTAL_TOKENS,
          SpanField.TRACELOOP_WORKFLOW_NAME,
          SpanField.TRACELOOP_ENTITY_NAME,
          SpanField.LLM_USAGE_TOTAL_TOKENS,
          SpanField.LLM_RESPONSE_MODEL);

  SpanField sortField() {
    if (sortBy == null) {
      return SpanField.TIMESTAMP;
    }
    SpanField field = SpanField.byName(sortBy);
    if (field == null || !SORTABLE.contains(field)) {
      throw new InvalidSpanQueryException("sort_by: '" + sortBy + "' is not a field to sort by");
    }
    return field;
  }
}
