package io.keygate.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Holds JSON against a schema of the document: types, required and unknown fields, enumerations,
 * patterns, items. Stricter than JSON Schema: a field that is not described is a finding.
 */
final class SchemaCheck {
  private final Document document;
  private final List<String> findings = new ArrayList<>();

  private SchemaCheck(Document document) {
    this.document = document;
  }

  /** What does not fit; empty where all does. */
  static List<String> findings(Document document, JsonNode schema, JsonNode value) {
    var check = new SchemaCheck(document);
    check.compare("$", schema, value);
    return check.findings;
  }

  private void compare(String at, JsonNode schema, JsonNode value) {
    JsonNode type = document.resolved(schema);
    if (!type.path("anyOf").isEmpty()) {
      boolean any = false;
      for (JsonNode one : type.path("anyOf")) {
        any |= findings(document, one, value).isEmpty();
      }
      expect(any, at, "fits none of " + type.path("anyOf"));
      return;
    }
    expect(isOfType(type.path("type"), value), at, "is no " + type.path("type"));
    JsonNode allowed = type.path("enum");
    expect(
        allowed.isMissingNode() || contains(allowed, value), at, value + " is none of " + allowed);
    JsonNode pattern = type.path("pattern");
    if (value.isTextual() && pattern.isTextual()) {
      boolean found = Pattern.compile(pattern.asText()).matcher(value.asText()).find();
      expect(found, at, value + " does not match " + pattern);
    }
    if (value.isObject()) {
      fields(at, type, value);
    }
    if (value.isArray()) {
      int index = 0;
      for (JsonNode item : value) {
        compare(at + "[" + index++ + "]", type.path("items"), item);
      }
    }
  }

  private void fields(String at, JsonNode type, JsonNode value) {
    for (JsonNode name : type.path("required")) {
      expect(value.has(name.asText()), at, name + " is missing");
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode schema = type.path("properties").path(field.getKey());
      if (schema.isMissingNode()) {
        schema = type.path("additionalProperties");
      }
      if (schema.asBoolean()) {
        continue;
      }
      expect(schema.isObject(), at, field.getKey() + " is not described");
      compare(at + "." + field.getKey(), schema, field.getValue());
    }
  }

  private void expect(boolean good, String at, String finding) {
    if (!good) {
      findings.add(at + ": " + finding);
    }
  }

  private static boolean isOfType(JsonNode types, JsonNode value) {
    if (types.isMissingNode()) {
      return true;
    }
    if (types.isArray()) {
      for (JsonNode type : types) {
        if (isOfType(type, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (types.asText()) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "null" -> value.isNull();
      default -> false;
    };
  }

  private static boolean contains(JsonNode array, JsonNode value) {
    for (JsonNode element : array) {
      if (element.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
