package io.keygate.platform.openapi;

import static java.util.Objects.requireNonNull;

import io.keygate.platform.idempotency.Idempotent;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import io.keygate.platform.web.Versioned;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.jspecify.annotations.Nullable;

/** A scanned operation together with the resource method that it was found at. */
record Endpoint(HttpMethod verb, Operation operation, Method method) {
  private static final String SCANNED = "io.keygate.";

  /** Those of the admin API, which are the scanned ones. */
  static List<Endpoint> in(OpenAPI document) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (var path : document.getPaths().getPathItems().values()) {
      path.getOperations()
          .forEach(
              (verb, operation) ->
                  method(operation.getOperationId())
                      .ifPresent(m -> endpoints.add(new Endpoint(verb, operation, m))));
    }
    return endpoints;
  }

  /**
   * By the id {@code package.Class_method} that microprofile-config.properties asks the scanner
   * for. A method without {@link Access} is closed to everybody and stays as it was scanned, which
   * a test finds.
   */
  private static Optional<Method> method(@Nullable String operationId) {
    if (operationId == null || !operationId.startsWith(SCANNED)) {
      return Optional.empty();
    }
    int separator = operationId.lastIndexOf('_');
    String name = operationId.substring(separator + 1);
    try {
      var resource =
          Class.forName(
              operationId.substring(0, separator), false, Endpoint.class.getClassLoader());
      return Arrays.stream(resource.getMethods())
          .filter(m -> m.getName().equals(name) && m.isAnnotationPresent(Access.class))
          .findFirst();
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Gives it the id that callers see: {@code Organizations_create}. */
  void nameOperation() {
    String resource = method.getDeclaringClass().getSimpleName().replaceFirst("Resource$", "");
    operation.setOperationId(resource + "_" + method.getName());
  }

  /** Says who may call it, in words and for programs, and whether with a token. */
  void declareCallers() {
    Least least = least();
    operation.addExtension(
        "x-least-role", least == Least.ANYONE ? "none" : word(least).replace(' ', '-'));
    String callers =
        switch (least) {
          case ANYONE -> "Asks for no token.";
          case ANY_TOKEN ->
              "Any valid access token will do, even one whose one-time password is not changed"
                  + " yet.";
          case ANY_CALLER -> "Any valid access token will do.";
          case VIEWER, MEMBER, ADMIN, OWNER, AUDITOR, PLATFORM_ADMIN ->
              "Least role: " + word(least) + ".";
        };
    String description = operation.getDescription();
    operation.setDescription(description == null ? callers : description + "\n\n" + callers);
    if (least == Least.ANYONE) {
      operation.setSecurity(List.of());
    }
  }

  /** Says whether the body may be left out. */
  void declareBody() {
    body()
        .ifPresent(
            parameter -> {
              boolean optional = parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
              operation.getRequestBody().setRequired(!optional);
            });
  }

  private static String word(Least least) {
    return least.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The least that a caller must have. */
  Least least() {
    return requireNonNull(method.getAnnotation(Access.class)).value();
  }

  boolean needsToken() {
    return least() != Least.ANYONE;
  }

  boolean isIdempotent() {
    return method.isAnnotationPresent(Idempotent.class);
  }

  /** Documents the header that every idempotent operation takes. */
  void declareIdempotency() {
    if (isIdempotent()) {
      operation.addParameter(OASFactory.createParameter().ref("idempotencyKey"));
    }
  }

  /** Whether its answers have an ETag. */
  boolean showsOneThing() {
    return Versioned.class.isAssignableFrom(method.getReturnType())
        || Arrays.stream(method.getAnnotationsByType(APIResponse.class))
            .flatMap(response -> Arrays.stream(response.content()))
            .anyMatch(
                content -> Versioned.class.isAssignableFrom(content.schema().implementation()));
  }

  boolean hasBody() {
    return operation.getRequestBody() != null;
  }

  /** The parameter that the body is read into. */
  Optional<java.lang.reflect.Parameter> body() {
    return Arrays.stream(method.getParameters())
        .filter(p -> hasBody() && !isBoundByRest(p))
        .findFirst();
  }

  boolean has(In place) {
    var parameters = operation.getParameters();
    return parameters != null && parameters.stream().anyMatch(p -> p.getIn() == place);
  }

  private static boolean isBoundByRest(AnnotatedElement parameter) {
    return Arrays.stream(parameter.getAnnotations())
        .anyMatch(a -> a.annotationType().getPackageName().startsWith("jakarta.ws.rs"));
  }
}
