package io.keygate.gate.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads OTLP/JSON into protobuf messages. Differs from protobuf's own JSON mapping as the OTLP
 * specification asks ("JSON Protobuf Encoding"): ids are hex, field names are lowerCamelCase only,
 * enumerations are numbers, unknown fields are ignored.
 */
final class OtlpJson {
  private static final int DEEPEST = 100;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(4 * DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();
  private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS =
      new ConcurrentHashMap<>();

  private final JsonParser parser;

  private final Memory memory;

  private OtlpJson(JsonParser parser, Memory memory) {
    this.parser = parser;
    this.memory = memory;
  }

  /** Fills the builder from the whole text. */
  static void read(byte[] json, Memory memory, Message.Builder into) throws MalformedOtlpException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      var reader = new OtlpJson(parser, memory);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedOtlpException("The body is no JSON object.");
      }
      reader.message(into, 0);
      if (parser.nextToken() != null) {
        throw new MalformedOtlpException("There is something after the JSON object.");
      }
    } catch (JsonProcessingException e) {
      // NB: the parser's own words quote the body; they stay inside.
      throw new MalformedOtlpException("The body is no JSON.");
    } catch (IOException e) {
      throw new MalformedOtlpException("The body is no JSON in UTF-8.");
    }
  }

  /** The parser stands on the opening brace; afterwards on the closing one. */
  private void message(Message.Builder builder, int depth)
      throws IOException, MalformedOtlpException {
    if (depth > DEEPEST) {
      throw new MalformedOtlpException("The JSON is nested too deeply.");
    }
    memory.take(Memory.BYTES_PER_ELEMENT);
    Map<String, FieldDescriptor> fields = fields(builder.getDescriptorForType());
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      FieldDescriptor field = fields.get(name);
      JsonToken token = parser.nextToken();
      if (field == null) {
        refuseSnakeCase(name, fields);
        parser.skipChildren();
      } else if (token == JsonToken.VALUE_NULL) {
        builder.clearField(field);
      } else if (field.isRepeated()) {
        array(builder, field, depth);
      } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        builder.setField(field, child(builder, field, depth));
      } else {
        set(builder, field, JsonScalar.read(parser, field));
      }
    }
  }

  private void array(Message.Builder builder, FieldDescriptor field, int depth)
      throws IOException, MalformedOtlpException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new MalformedOtlpException(field.getJsonName() + " is no array.");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        builder.addRepeatedField(field, child(builder, field, depth));
      } else {
        Object value = JsonScalar.read(parser, field);
        if (value != null) {
          builder.addRepeatedField(field, value);
        }
      }
    }
  }

  private Message child(Message.Builder builder, FieldDescriptor field, int depth)
      throws IOException, MalformedOtlpException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new MalformedOtlpException(field.getJsonName() + " is no object.");
    }
    Message.Builder child = builder.newBuilderForField(field);
    message(child, depth + 1);
    return child.build();
  }

  private static void set(Message.Builder builder, FieldDescriptor field, @Nullable Object value) {
    if (value != null) {
      builder.setField(field, value);
    }
  }

  /** Ignoring {@code resource_spans} as unknown would lose all the data behind a 200. */
  private static void refuseSnakeCase(String name, Map<String, FieldDescriptor> fields)
      throws MalformedOtlpException {
    if (name.indexOf('_') < 0) {
      return;
    }
    for (FieldDescriptor field : fields.values()) {
      if (field.getName().equals(name)) {
        throw new MalformedOtlpException(
            "OTLP/JSON has lowerCamelCase names: " + field.getJsonName() + ", not " + name + ".");
      }
    }
  }

  private static Map<String, FieldDescriptor> fields(Descriptor type) {
    return FIELDS.computeIfAbsent(
        type,
        t ->
            t.getFields().stream().collect(Collectors.toMap(FieldDescriptor::getJsonName, f -> f)));
  }
}
