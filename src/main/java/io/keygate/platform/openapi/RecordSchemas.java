package io.keygate.platform.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.keygate.platform.problem.Problem;
import io.keygate.platform.web.Patch;
import jakarta.validation.constraints.Email;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/**
 * Completes the schemas of records with what the scanner does not read. In a null-marked package a
 * component with {@link Nullable} may be null, one without it must be there. Answers write null
 * too; requests may leave such a field out, and refuse fields that they do not know.
 */
final class RecordSchemas {
  private final OpenAPI document;

  RecordSchemas(OpenAPI document) {
    this.document = document;
  }

  void complete(List<Endpoint> endpoints) {
    var requests = new Payloads();
    var all = new Payloads();
    all.add(Problem.class);
    for (Endpoint endpoint : endpoints) {
      all.addAnswersOf(endpoint.method());
      endpoint
          .body()
          .ifPresent(
              body -> {
                requests.add(body.getParameterizedType());
                all.add(body.getParameterizedType());
              });
    }
    Map<String, Schema> schemas = document.getComponents().getSchemas();
    all.byName()
        .forEach(
            (name, type) -> {
              Schema schema = schemas.get(name);
              if (schema != null && schema.getProperties() != null) {
                complete(schema, type, requests.byName().containsKey(name));
              }
            });
  }

  private static void complete(Schema schema, Class<?> type, boolean request) {
    if (request) {
      schema.setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
    }
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = name(component);
      Schema property = schema.getProperties().get(name);
      if (property == null) {
        continue;
      }
      if (component.getAccessor().isAnnotationPresent(Email.class)) {
        property.setFormat("email");
      }
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      boolean leftOut = isLeftOut(component, type);
      if (nullable && !leftOut) {
        schema.addProperty(name, orNull(property));
      }
      boolean optional = component.getType() == Patch.class || (nullable && request);
      if (!leftOut && !optional) {
        required.add(name);
      }
    }
    schema.setRequired(required.isEmpty() ? null : required);
  }

  private static String name(RecordComponent component) {
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null ? component.getName() : renamed.value();
  }

  /** Whether an answer has no such field, instead of null or an empty list. */
  private static boolean isLeftOut(RecordComponent component, Class<?> type) {
    JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
    if (own != null) {
      return own.value() != JsonInclude.Include.ALWAYS;
    }
    JsonInclude whole = type.getAnnotation(JsonInclude.class);
    if (whole == null) {
      return false;
    }
    return switch (whole.value()) {
      case NON_NULL -> component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      case NON_EMPTY -> Iterable.class.isAssignableFrom(component.getType());
      default -> false;
    };
  }

  private static Schema orNull(Schema property) {
    if (property.getRef() != null) {
      return OASFactory.createSchema()
          .description(property.getDescription())
          .anyOf(
              List.of(
                  OASFactory.createSchema().ref(property.getRef()),
                  OASFactory.createSchema().addType(SchemaType.NULL)));
    }
    if (property.getEnumeration() != null) {
      property.addEnumeration(null);
    }
    return property.addType(SchemaType.NULL);
  }
}
