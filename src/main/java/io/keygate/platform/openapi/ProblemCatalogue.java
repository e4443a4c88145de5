package io.keygate.platform.openapi;

import io.keygate.platform.problem.Problem;
import io.keygate.platform.problem.ProblemType;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** All problem types as parts of the document: a list, and for each a response and an example. */
final class ProblemCatalogue {
  private static final String EXAMPLE = "problem-";
  private static final String SCHEMA = Problem.class.getSimpleName();

  private ProblemCatalogue() {}

  static void addTo(OpenAPI document) {
    Components components = document.getComponents();
    for (ProblemType type : ProblemType.values()) {
      components.addExample(EXAMPLE + type.slug(), example(type));
      components.addResponse(type.slug(), inline(List.of(type)));
    }
    Optional.ofNullable(components.getSchemas().get(SCHEMA))
        .map(schema -> schema.getProperties().get("type"))
        .orElseThrow()
        .setEnumeration(
            Arrays.stream(ProblemType.values()).<Object>map(ProblemCatalogue::uri).toList());
    document.addExtension(
        "x-problem-types",
        Arrays.stream(ProblemType.values()).map(ProblemCatalogue::entry).toList());
  }

  /** The response of a status with which an operation can give these problems. */
  static APIResponse response(List<ProblemType> types) {
    return types.size() == 1
        ? OASFactory.createAPIResponse().ref(types.get(0).slug())
        : inline(types);
  }

  private static APIResponse inline(List<ProblemType> types) {
    var media = OASFactory.createMediaType().schema(OASFactory.createSchema().ref(SCHEMA));
    for (ProblemType type : types) {
      media.addExample(type.slug(), OASFactory.createExample().ref(EXAMPLE + type.slug()));
    }
    return OASFactory.createAPIResponse()
        .description(types.stream().map(ProblemType::title).collect(Collectors.joining("; ")))
        .headers(headers(types))
        .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, media));
  }

  private static Map<String, Header> headers(Collection<ProblemType> types) {
    Map<String, Header> headers = new LinkedHashMap<>();
    headers.put("X-Request-Id", header("RequestId"));
    headers.put("Cache-Control", header("CacheControl"));
    for (ProblemType type : types) {
      switch (type.status()) {
        case 401 -> headers.put("WWW-Authenticate", header("WWWAuthenticate"));
        case 405 -> headers.put("Allow", header("Allow"));
        case 429, 503 -> headers.put("Retry-After", header("RetryAfter"));
        default -> {}
      }
    }
    return headers;
  }

  private static Header header(String component) {
    return OASFactory.createHeader().ref(component);
  }

  private static Example example(ProblemType type) {
    Map<String, Object> value = entry(type);
    value.put("detail", type.title() + ".");
    value.put("instance", "JNZ8oDzt3ZMILUbrV13D");
    if (type == ProblemType.INVALID_REQUEST) {
      value.put("detail", "name: must not be blank");
      value.put("violations", List.of(Map.of("field", "name", "message", "must not be blank")));
    }
    return OASFactory.createExample().summary(type.title()).value(value);
  }

  private static Map<String, Object> entry(ProblemType type) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("type", uri(type));
    entry.put("title", type.title());
    entry.put("status", type.status());
    return entry;
  }

  private static String uri(ProblemType type) {
    return "/problems/" + type.slug();
  }
}
