package io.keygate.sdkcheck;

import java.util.List;

/**
 * One way to use an SDK: a name, its program's arguments, and what a person might put behind {@code
 * http://host:port} as base URL.
 */
record Scenario(String name, Sdk sdk, String basePath, List<String> arguments) {
  private static final String PLAIN = "";
  private static final String SLASH = "/";

  /**
   * A base URL that contains {@code traceloop}, and for Python {@code traceloop.com}: then the SDKs
   * fetch prompts. Stands for a host name like traceloop.example.org, which no machine resolves by
   * itself ({@code *.localhost} does not everywhere). JavaScript and Python take the dots out
   * before they send, as RFC 3986 asks; Go does not, and has no such habit with the name.
   */
  private static final String CONTAINS_TRACELOOP = "/traceloop.com/..";

  static List<Scenario> of(Sdk sdk) {
    return switch (sdk) {
      case NODE, PYTHON ->
          List.of(
              of(sdk, "", PLAIN),
              of(sdk, " base URL with slash", SLASH),
              of(sdk, " base URL with traceloop", CONTAINS_TRACELOOP));
      // Go takes the base URL word for word: before 1.45 one without a path meant /v1/traces
      case GO_PINNED -> List.of(of(sdk, "", "/v1/traces"));
      case GO_NEWER, GO_OTLP ->
          List.of(
              of(sdk, "", "/v1/traces"),
              of(sdk, " base URL without path", PLAIN),
              of(sdk, " base URL with slash", SLASH));
      case JAVA ->
          List.of(
              of(sdk, " protobuf", PLAIN, "protobuf"),
              of(sdk, " gzip", PLAIN, "gzip"),
              of(sdk, " json", PLAIN, "json"),
              of(sdk, " base URL with slash", SLASH, "protobuf"));
    };
  }

  private static Scenario of(Sdk sdk, String variant, String basePath, String... arguments) {
    return new Scenario(sdk + variant, sdk, basePath, List.of(arguments));
  }
}
