package io.keygate.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.keygate.trace.SpanPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code GET /v2/warehouse/spans}. */
record WarehouseAnswer(Spans spans) {

  /** One page of spans; {@code next_cursor} is absent on the last one. */
  record Spans(
      List<WarehouseSpan> data,
      @JsonProperty("page_size") int pageSize,
      @JsonProperty("total_results") long totalResults,
      @JsonProperty("next_cursor") @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String nextCursor) {}

  static WarehouseAnswer of(SpanPage page, String environment) {
    List<WarehouseSpan> data =
        page.spans().stream().map(span -> WarehouseSpan.of(span, environment)).toList();
    return new WarehouseAnswer(new Spans(data, data.size(), page.total(), page.nextCursor()));
  }
}
