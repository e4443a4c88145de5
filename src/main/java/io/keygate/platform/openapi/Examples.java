package io.keygate.platform.openapi;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** Shows the example of a schema (META-INF/openapi.yaml) wherever a body has that schema. */
final class Examples {
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String PAGE = "Page";

  private final Map<String, Example> examples;
  private final OpenAPI document;

  Examples(OpenAPI document) {
    this.document = document;
    this.examples = document.getComponents().getExamples();
  }

  void show(List<Endpoint> endpoints) {
    for (Endpoint endpoint : endpoints) {
      if (endpoint.hasBody()) {
        show(endpoint.operation().getRequestBody().getContent());
      }
      endpoint
          .operation()
          .getResponses()
          .getAPIResponses()
          .values()
          .forEach(response -> show(response.getContent()));
    }
  }

  private void show(@Nullable Content content) {
    if (content == null) {
      return;
    }
    for (var media : content.getMediaTypes().values()) {
      String schema = name(media.getSchema());
      if (schema != null && has(schema)) {
        media.addExample("example", OASFactory.createExample().ref(schema));
      }
    }
  }

  private boolean has(String schema) {
    return examples.containsKey(schema) || addPage(schema);
  }

  /** The example of a page is made from that of its items. */
  private boolean addPage(String schema) {
    Example item = schema.startsWith(PAGE) ? examples.get(schema.substring(PAGE.length())) : null;
    if (item == null) {
      return false;
    }
    document
        .getComponents()
        .addExample(
            schema,
            OASFactory.createExample()
                .summary("The last page, with one item")
                .value(Map.of("items", List.of(item.getValue()))));
    return true;
  }

  private static @Nullable String name(@Nullable Schema schema) {
    String ref = schema == null ? null : schema.getRef();
    return ref != null && ref.startsWith(SCHEMAS) ? ref.substring(SCHEMAS.length()) : null;
  }
}
