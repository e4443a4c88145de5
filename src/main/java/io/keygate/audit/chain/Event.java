package io.keygate.audit.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.keygate.audit.chain.Link.Repeated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An event's text, read. */
public final class Event {
  /** The name of the MAC in an exported event; it is not part of what it is over. */
  public static final String MAC = "mac";

  /** Strict: what two readers could read in two ways is no event. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode node;

  private Event(JsonNode node) {
    this.node = node;
  }

  /** Reads it; empty where the text is no JSON object. */
  public static Optional<Event> parse(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node != null && node.isObject() ? Optional.of(new Event(node)) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The canonical text without the MAC; empty where it holds what no event can hold. */
  Optional<String> body() {
    try {
      Map<String, Object> fields = new TreeMap<>();
      node.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
      fields.remove(MAC);
      return Optional.of(Canonical.of(fields));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Object value(JsonNode value) {
    if (value.isObject()) {
      Map<String, Object> fields = new TreeMap<>();
      value.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
      return fields;
    }
    if (value.isArray()) {
      List<Object> items = new ArrayList<>();
      value.forEach(item -> items.add(value(item)));
      return items;
    }
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.canConvertToLong() && value.isIntegralNumber()) {
      return value.longValue();
    }
    throw new IllegalArgumentException("no event holds " + value.getNodeType());
  }

  String text(String... path) {
    return at(path).asText();
  }

  long number(String... path) {
    return at(path).asLong();
  }

  /** A whole number among the details; 0 where it is none. */
  long detail(String name) {
    String text = text("details", name);
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  int detailCount() {
    return node.path("details").size();
  }

  private JsonNode at(String... path) {
    JsonNode found = node;
    for (String name : path) {
      found = found.path(name);
    }
    return found;
  }

  /** What a row has to repeat of it. */
  public Repeated repeated() {
    JsonNode lineage = node.path("target").path("ids").path("lineage");
    return new Repeated(
        text("at"),
        text("actor", "subject"),
        text("action"),
        text("outcome"),
        text("target", "id"),
        text("target", "path"),
        textOrNull(lineage));
  }

  private static @Nullable String textOrNull(JsonNode value) {
    return value.isTextual() ? value.textValue() : null;
  }
}
