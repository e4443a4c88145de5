package io.keygate.platform.openapi;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The records that requests and answers are made of, by the names that the scanner gives them. */
final class Payloads {
  private final Map<String, Class<?>> byName = new TreeMap<>();

  Map<String, Class<?>> byName() {
    return byName;
  }

  /** What a method returns, and what its annotations say that it answers. */
  void addAnswersOf(Method method) {
    add(method.getGenericReturnType());
    for (APIResponse response : method.getAnnotationsByType(APIResponse.class)) {
      for (Content content : response.content()) {
        add(content.schema().implementation());
      }
    }
  }

  /** A type, and all that it is made of. */
  void add(Type type) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(this::add);
      if (generic.getRawType() instanceof Class<?> raw && raw.isRecord()) {
        String arguments =
            Arrays.stream(generic.getActualTypeArguments())
                .map(Payloads::simpleName)
                .collect(Collectors.joining());
        add(raw.getSimpleName() + arguments, raw);
      }
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      add(plain.getSimpleName(), plain);
    }
  }

  private void add(String name, Class<?> type) {
    if (byName.putIfAbsent(name, type) == null) {
      for (RecordComponent component : type.getRecordComponents()) {
        add(component.getGenericType());
      }
    }
  }

  private static String simpleName(Type type) {
    return type instanceof Class<?> plain ? plain.getSimpleName() : type.getTypeName();
  }
}
