package io.keygate.sdkcheck;

import java.util.List;

/**
 * One way to use an SDK: a name, its program's arguments, and what a person might set as base URL;
 * one that begins with a path is behind {@code http://host:port}.
 */
record Scenario(String name, Sdk sdk, String base, List<String> arguments) {
  private static final String PLAIN = "";
  private static final String SLASH = "/";

  /**
   * A base URL that contains {@code traceloop}, and for Python {@code traceloop.com}: then the SDKs
   * fetch prompts. Stands for a host name like traceloop.example.org, which no machine resolves by
   * itself ({@code *.localhost} does not everywhere). JavaScript, Python and Java take the dots out
   * before they send, as RFC 3986 asks.
   */
  private static final String CONTAINS_TRACELOOP = "/traceloop.com/..";

  /** For Go, which leaves the dots in, but asks a proxy for a host that it does not know. */
  private static final String HOST_TRACELOOP = "http://traceloop.example.org/v1/traces";

  static List<Scenario> of(Sdk sdk) {
    return switch (sdk) {
      case NODE, PYTHON ->
          List.of(
              of(sdk, "", PLAIN),
              of(sdk, " base URL with slash", SLASH),
              of(sdk, " base URL with traceloop", CONTAINS_TRACELOOP));
      // Go takes the path word for word, but before 1.45 none at all meant /v1/traces
      case GO_PINNED, GO_NEWER, GO_OTLP, GO_OTLP_PINNED ->
          List.of(
              of(sdk, "", "/v1/traces"),
              of(sdk, " base URL without path", PLAIN),
              of(sdk, " base URL with slash", SLASH),
              of(sdk, " base URL with traceloop", HOST_TRACELOOP));
      case JAVA ->
          List.of(
              of(sdk, " protobuf", PLAIN, "protobuf"),
              of(sdk, " gzip", PLAIN, "gzip"),
              of(sdk, " json", PLAIN, "json"),
              of(sdk, " base URL with slash", SLASH, "protobuf"),
              of(sdk, " base URL with traceloop", CONTAINS_TRACELOOP, "protobuf"));
    };
  }

  private static Scenario of(Sdk sdk, String variant, String base, String... arguments) {
    return new Scenario(sdk + variant, sdk, base, List.of(arguments));
  }

  /** The base URL for a server at this address. */
  String baseUrl(String server) {
    return base.startsWith("http") ? base : server + base;
  }
}
