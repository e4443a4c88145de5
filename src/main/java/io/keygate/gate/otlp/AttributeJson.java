package io.keygate.gate.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.keygate.platform.web.JsonContext;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Attributes as a JSON object whose values keep their types; bytes become base64. */
final class AttributeJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private AttributeJson() {}

  /** What is written into the generator. */
  interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  static String text(Writing writing) {
    var text = new StringWriter(512);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static byte[] bytes(Object value) {
    try {
      return JsonContext.mapper().writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }

  /** Attributes by name; of a name that comes twice the last counts. */
  static Map<String, AnyValue> byName(List<KeyValue> attributes) {
    Map<String, AnyValue> byName = new LinkedHashMap<>(attributes.size() * 2);
    for (KeyValue attribute : attributes) {
      byName.put(attribute.getKey(), attribute.getValue());
    }
    return byName;
  }

  static void write(JsonGenerator json, Map<String, AnyValue> attributes) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, AnyValue> attribute : attributes.entrySet()) {
      json.writeFieldName(attribute.getKey());
      write(json, attribute.getValue());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, AnyValue value) throws IOException {
    switch (value.getValueCase()) {
      case STRING_VALUE -> json.writeString(value.getStringValue());
      case BOOL_VALUE -> json.writeBoolean(value.getBoolValue());
      case INT_VALUE -> json.writeNumber(value.getIntValue());
      case DOUBLE_VALUE -> json.writeNumber(value.getDoubleValue());
      case BYTES_VALUE -> json.writeBinary(value.getBytesValue().toByteArray());
      case KVLIST_VALUE -> write(json, byName(value.getKvlistValue().getValuesList()));
      case ARRAY_VALUE -> {
        json.writeStartArray();
        for (AnyValue element : value.getArrayValue().getValuesList()) {
          write(json, element);
        }
        json.writeEndArray();
      }
      default -> json.writeNull();
    }
  }

  /** The scalar ones as text. */
  static Map<String, String> scalars(Map<String, AnyValue> attributes) {
    Map<String, String> scalars = new LinkedHashMap<>(attributes.size() * 2);
    attributes.forEach(
        (name, value) -> {
          switch (value.getValueCase()) {
            case STRING_VALUE -> scalars.put(name, value.getStringValue());
            case BOOL_VALUE -> scalars.put(name, Boolean.toString(value.getBoolValue()));
            case INT_VALUE -> scalars.put(name, Long.toString(value.getIntValue()));
            case DOUBLE_VALUE -> scalars.put(name, Double.toString(value.getDoubleValue()));
            default -> {}
          }
        });
    return scalars;
  }
}
