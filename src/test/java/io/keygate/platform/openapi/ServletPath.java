package io.keygate.platform.openapi;

import com.tngtech.archunit.core.domain.JavaClass;
import io.keygate.apikey.Permission;
import jakarta.servlet.annotation.WebServlet;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the scanner cannot see, found in the code: endpoints of the gate, and servlets.
 *
 * @param permission word of the permission that a key needs, {@code any} where any key will do
 */
record ServletPath(String name, Predicate<String> path, List<String> verbs, String permission) {
  private static final String ENDPOINT = "io.keygate.gate.GateEndpoint";

  static List<ServletPath> ofTheGate() {
    return RestEndpoint.CODE.stream()
        .filter(c -> c.isAssignableTo(ENDPOINT) && !c.isInterface())
        .map(ServletPath::of)
        .toList();
  }

  /** The patterns of all servlets, as in {@code /v1/*}. */
  static Stream<String> patterns() {
    return RestEndpoint.CODE.stream()
        .filter(c -> c.isAnnotatedWith(WebServlet.class))
        .map(c -> c.getAnnotationOfType(WebServlet.class))
        .flatMap(a -> Stream.concat(Stream.of(a.value()), Stream.of(a.urlPatterns())));
  }

  private static ServletPath of(JavaClass type) {
    try {
      // NB: what an endpoint is given it only keeps; its path, methods and permission are constant.
      Constructor<?> constructor = type.reflect().getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      Object endpoint = constructor.newInstance(new Object[constructor.getParameterCount()]);
      List<?> methods = (List<?>) Objects.requireNonNull(call(endpoint, "methods"));
      Object permission = call(endpoint, "permission");
      return new ServletPath(
          type.getSimpleName(),
          path -> isAt(endpoint, path),
          methods.stream().map(String::valueOf).filter(verb -> !verb.equals("HEAD")).toList(),
          permission instanceof Permission p ? p.word() : "any");
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot ask " + type.getName(), e);
    }
  }

  private static boolean isAt(Object endpoint, String path) {
    try {
      Method method = endpoint.getClass().getMethod("isAt", String.class);
      method.setAccessible(true);
      return Boolean.TRUE.equals(method.invoke(endpoint, path));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot ask " + endpoint, e);
    }
  }

  private static @Nullable Object call(Object endpoint, String name)
      throws ReflectiveOperationException {
    Method method = endpoint.getClass().getMethod(name);
    method.setAccessible(true);
    return method.invoke(endpoint);
  }

  /** Whether a path of the document is one of its paths. */
  boolean has(String documented) {
    return path.test(documented.replaceAll("\\{[^}]+}", "1"));
  }
}
