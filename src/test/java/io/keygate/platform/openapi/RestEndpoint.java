package io.keygate.platform.openapi;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.keygate.platform.web.AdminApi;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A method of a resource, found in the code. */
record RestEndpoint(String verb, String path, Method method) {
  static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.keygate");

  static List<RestEndpoint> all() {
    List<RestEndpoint> endpoints = new ArrayList<>();
    for (JavaClass resource : CODE) {
      if (resource.isAnnotatedWith(Path.class)) {
        for (Method method : resource.reflect().getMethods()) {
          verb(method).forEach(verb -> endpoints.add(new RestEndpoint(verb, path(method), method)));
        }
      }
    }
    return endpoints;
  }

  private static Stream<String> verb(Method method) {
    return Stream.of(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(type -> type.getAnnotation(HttpMethod.class).value());
  }

  private static String path(Method method) {
    Path own = method.getAnnotation(Path.class);
    return Stream.of(
            AdminApi.class.getAnnotation(ApplicationPath.class).value(),
            method.getDeclaringClass().getAnnotation(Path.class).value(),
            own == null ? "" : own.value())
        .map(part -> part.replaceAll("^/+|/+$", ""))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("/", "/", ""));
  }

  @Override
  public String toString() {
    return verb + " " + path;
  }
}
