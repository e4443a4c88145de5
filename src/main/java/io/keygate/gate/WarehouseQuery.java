package io.keygate.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.platform.web.JsonContext;
import io.keygate.trace.InvalidSpanQueryException;
import io.keygate.trace.SpanFilter;
import io.keygate.trace.SpanFilter.Operator;
import io.keygate.trace.SpanQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of {@code GET /v2/warehouse/spans} (api.md). */
final class WarehouseQuery {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MOST_FILTERS = 50;

  private final List<SpanFilter> filters = new ArrayList<>();
  private @Nullable Long from;
  private @Nullable Long to;
  private @Nullable String sortBy;
  private @Nullable String cursor;
  private boolean descending;
  private int limit = DEFAULT_LIMIT;

  private WarehouseQuery() {}

  static SpanQuery of(Map<String, String[]> parameters) {
    var query = new WarehouseQuery();
    parameters.forEach((name, values) -> query.take(name, values[values.length - 1]));
    if (query.from == null) {
      throw new InvalidSpanQueryException("from_timestamp_sec is missing");
    }
    if (query.filters.size() > MOST_FILTERS) {
      throw new InvalidSpanQueryException("there are more than " + MOST_FILTERS + " conditions");
    }
    return new SpanQuery(
        query.from,
        query.to,
        query.filters,
        query.sortBy,
        query.descending,
        query.cursor,
        query.limit);
  }

  private void take(String name, String value) {
    switch (name) {
      case "from_timestamp_sec" -> from = seconds(name, value);
      case "to_timestamp_sec" -> to = seconds(name, value);
      case "workflow" -> filters.add(SpanFilter.equal("traceloop_workflow_name", value));
      case "sort_order" -> descending = isDescending(value);
      case "sort_by" -> sortBy = value;
      case "cursor" -> cursor = value.isEmpty() ? null : value;
      case "limit" -> limit = limit(value);
      case "filters" -> filters(value);
      default -> filters.add(SpanFilter.equal(name, value));
    }
  }

  private static long seconds(String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new InvalidSpanQueryException(name + " must be whole seconds since 1970");
    }
  }

  private static boolean isDescending(String value) {
    return switch (value.toUpperCase(Locale.ROOT)) {
      case "ASC" -> false;
      case "DESC" -> true;
      default -> throw new InvalidSpanQueryException("sort_order must be ASC or DESC");
    };
  }

  private static int limit(String value) {
    try {
      int limit = Integer.parseInt(value);
      if (limit >= 1 && limit <= SpanQuery.MOST) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new InvalidSpanQueryException("limit must be 1 to " + SpanQuery.MOST);
  }

  private void filters(String json) {
    JsonNode nodes;
    try {
      nodes = JsonContext.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new InvalidSpanQueryException("filters must be JSON");
    }
    if (!nodes.isArray()) {
      throw new InvalidSpanQueryException("filters must be an array");
    }
    nodes.forEach(node -> filters.add(filter(node)));
  }

  private static SpanFilter filter(JsonNode node) {
    JsonNode id = node.path("id");
    if (!id.isTextual() || id.asText().isEmpty()) {
      throw new InvalidSpanQueryException("a filter needs an id");
    }
    Operator operator = operator(node.path("operator"));
    List<String> values = values(node.path("value"));
    boolean fits =
        switch (operator) {
          case EXISTS, NOT_EXISTS -> true;
          case IN, NOT_IN -> !values.isEmpty();
          default -> values.size() == 1 && !node.path("value").isArray();
        };
    if (!fits) {
      throw new InvalidSpanQueryException(
          "the filter of '" + id.asText() + "' needs a value that fits its operator");
    }
    return new SpanFilter(id.asText(), operator, values);
  }

  private static Operator operator(JsonNode node) {
    try {
      String name = node.asText();
      if (name.equals(name.toLowerCase(Locale.ROOT))) {
        return Operator.valueOf(name.toUpperCase(Locale.ROOT));
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new InvalidSpanQueryException("'" + node.asText() + "' is no operator");
  }

  private static List<String> values(JsonNode node) {
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false).map(WarehouseQuery::scalar).toList();
    }
    return node.isMissingNode() || node.isNull() ? List.of() : List.of(scalar(node));
  }

  private static String scalar(JsonNode node) {
    if (!node.isValueNode() || node.isNull()) {
      throw new InvalidSpanQueryException("a filter's value must be text, a number or a boolean");
    }
    return node.asText();
  }
}
