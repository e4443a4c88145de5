package io.keygate.trace;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Names of the OTLP enumerations, by their numbers (opentelemetry/proto/trace/v1/trace.proto). */
final class SpanEnums {
  private static final List<String> KINDS =
      List.of(
          "SPAN_KIND_UNSPECIFIED",
          "SPAN_KIND_INTERNAL",
          "SPAN_KIND_SERVER",
          "SPAN_KIND_CLIENT",
          "SPAN_KIND_PRODUCER",
          "SPAN_KIND_CONSUMER");
  private static final List<String> STATUS_CODES =
      List.of("STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR");

  static final String KIND_SQL = sql("kind", KINDS);
  static final String STATUS_SQL = sql("status_code", STATUS_CODES);

  private SpanEnums() {}

  static String kind(int number) {
    return name(KINDS, number);
  }

  static String statusCode(int number) {
    return name(STATUS_CODES, number);
  }

  private static String name(List<String> names, int number) {
    return names.get(number >= 0 && number < names.size() ? number : 0);
  }

  private static String sql(String column, List<String> names) {
    return IntStream.range(1, names.size())
        .mapToObj(i -> "when " + i + " then '" + names.get(i) + "'")
        .collect(
            Collectors.joining(" ", "case " + column + " ", " else '" + names.get(0) + "' end"));
  }
}
