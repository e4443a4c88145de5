package io.keygate.gate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.keygate.trace.StoredSpan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A span as the warehouse shows it: times in milliseconds, attribute values as text. */
@JsonNaming(SnakeCaseStrategy.class)
record WarehouseSpan(
    String environment,
    long timestamp,
    String traceId,
    String spanId,
    String parentSpanId,
    String traceState,
    String spanName,
    String spanKind,
    String serviceName,
    Map<String, String> resourceAttributes,
    String scopeName,
    String scopeVersion,
    Map<String, String> spanAttributes,
    long duration,
    String statusCode,
    String statusMessage,
    Map<String, String> prompts,
    Map<String, String> completions,
    String input,
    String output) {

  /** What was stored is read, however long its texts and names are. */
  private static final ObjectMapper STORED =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxStringLength(Integer.MAX_VALUE)
                      .maxNameLength(Integer.MAX_VALUE)
                      .maxNumberLength(Integer.MAX_VALUE)
                      .maxNestingDepth(Integer.MAX_VALUE)
                      .build())
              .build());

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final List<String> PROMPTS =
      List.of("gen_ai.prompt.", "gen_ai.input.messages", "llm.prompts.");
  private static final List<String> COMPLETIONS =
      List.of("gen_ai.completion.", "gen_ai.output.messages", "llm.completions.");

  static WarehouseSpan of(StoredSpan span, String environment) {
    Map<String, String> attributes = texts(span.attributes());
    return new WarehouseSpan(
        environment,
        span.startNanos() / NANOS_PER_MILLI,
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        span.traceState(),
        span.name(),
        span.kind(),
        span.serviceName(),
        texts(span.resourceAttributes()),
        span.scopeName(),
        span.scopeVersion(),
        attributes,
        span.durationNanos() / NANOS_PER_MILLI,
        span.statusCode(),
        span.statusMessage(),
        startingWith(PROMPTS, attributes),
        startingWith(COMPLETIONS, attributes),
        attributes.getOrDefault("traceloop.entity.input", ""),
        attributes.getOrDefault("traceloop.entity.output", ""));
  }

  private static Map<String, String> startingWith(
      List<String> prefixes, Map<String, String> attributes) {
    Map<String, String> found = new LinkedHashMap<>();
    attributes.forEach(
        (name, value) -> {
          if (prefixes.stream().anyMatch(name::startsWith)) {
            found.put(name, value);
          }
        });
    return found;
  }

  private static Map<String, String> texts(String json) {
    Map<String, String> texts = new LinkedHashMap<>();
    try {
      JsonNode tree = STORED.readTree(json);
      for (Map.Entry<String, JsonNode> field : tree.properties()) {
        JsonNode value = field.getValue();
        texts.put(field.getKey(), value.isValueNode() ? value.asText() : value.toString());
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored attributes are no JSON", e);
    }
    return texts;
  }
}
