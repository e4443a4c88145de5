package io.keygate.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.RunningKeygate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The document as a client gets it. */
final class Document {
  private static final Set<String> VERBS =
      Set.of("get", "post", "put", "patch", "delete", "head", "options", "trace");

  private final JsonNode root;

  private Document(JsonNode root) {
    this.root = root;
  }

  static Document served() {
    return new Document(
        RunningKeygate.shared().client().get("/openapi?format=JSON").expect(200).json());
  }

  /** An operation with the verb in upper case. */
  record Operation(String verb, String path, JsonNode node) {
    JsonNode response(String status) {
      return node.path("responses").path(status);
    }

    boolean isOfAdminApi() {
      return path.startsWith("/api/");
    }

    @Override
    public String toString() {
      return verb + " " + path;
    }
  }

  JsonNode root() {
    return root;
  }

  JsonNode components(String kind) {
    return root.path("components").path(kind);
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> field : path.getValue().properties()) {
        if (VERBS.contains(field.getKey())) {
          operations.add(
              new Operation(
                  field.getKey().toUpperCase(Locale.ROOT), path.getKey(), field.getValue()));
        }
      }
    }
    return operations;
  }

  /** The node itself, or what its reference leads to; fails where that is nothing. */
  JsonNode resolved(JsonNode node) {
    if (!node.has("$ref")) {
      return node;
    }
    String ref = node.path("$ref").asText();
    JsonNode target = root.at(ref.substring(1));
    if (target.isMissingNode()) {
      throw new AssertionError("leads nowhere: " + ref);
    }
    return resolved(target);
  }

  /** All references, wherever they are. */
  List<JsonNode> references() {
    return root.findParents("$ref");
  }

  /** The operation; fails where there is none. */
  Operation operation(String verb, String path) {
    return operations().stream()
        .filter(o -> o.verb().equals(verb) && o.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not in the document: " + verb + " " + path));
  }

  /** The slugs of the problems that a response can be; none where it is no problem. */
  List<String> problems(JsonNode response) {
    return names(
        resolved(response).path("content").path("application/problem+json").path("examples"));
  }

  /** The elements of an array. */
  static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** The names of an object's fields. */
  static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
