package io.keygate.gate;

import java.util.List;

/** An error that the caller of the gate is to see, in the form of the path's protocol. */
final class GateError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One hint for all kinds of refusal; it does not tell which it was (design.md section 2). */
  private static final String UNAUTHORIZED =
      "The API key is missing, unknown, expired or revoked. Send it as 'Authorization: Bearer"
          + " <key>'; check TRACELOOP_API_KEY and that the key was generated on this server.";

  private final int status;
  private final transient List<Header> headers;

  /** A header that the answer carries. */
  record Header(String name, String value) {}

  private GateError(int status, String message, Header... headers) {
    super(message, null, false, false);
    this.status = status;
    this.headers = List.of(headers);
  }

  static GateError badRequest(String message) {
    return new GateError(400, message);
  }

  static GateError unauthorized() {
    return new GateError(
        401, UNAUTHORIZED, new Header("WWW-Authenticate", "Bearer realm=\"otlp\""));
  }

  static GateError forbidden(String message) {
    return new GateError(403, message);
  }

  static GateError notFound() {
    return new GateError(404, "There is nothing at this path.");
  }

  static GateError methodNotAllowed(String allowed) {
    return new GateError(405, "Use " + allowed + " here.", new Header("Allow", allowed));
  }

  static GateError tooLarge(long most) {
    return new GateError(413, "The body is larger than " + most + " bytes.");
  }

  static GateError tooManyElements() {
    return new GateError(413, "The request has too many elements; send smaller batches.");
  }

  static GateError unsupportedMediaType() {
    return new GateError(415, "Send application/x-protobuf or application/json.");
  }

  static GateError internal() {
    return new GateError(500, "Something went wrong inside Keygate.");
  }

  /**
   * Try again soon. At 10 seconds or more some SDKs would drop what they have (sdk-contract.md).
   */
  static GateError unavailable(int retryAfterSeconds) {
    return new GateError(
        503,
        "Keygate cannot take this at the moment; try again.",
        new Header("Retry-After", Integer.toString(retryAfterSeconds)));
  }

  int status() {
    return status;
  }

  String message() {
    return String.valueOf(getMessage());
  }

  List<Header> headers() {
    return headers;
  }
}
