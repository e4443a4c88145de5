package io.keygate.platform.problem;

/** The catalogue of errors of the admin API: slug, status and title of each (api.md, RFC 9457). */
public enum ProblemType {
  INVALID_REQUEST("invalid-request", 400, "The request is not valid"),
  MALFORMED_BODY("malformed-body", 400, "The request body cannot be read"),
  INVALID_CURSOR("invalid-cursor", 400, "The cursor is not one of this list"),
  UNAUTHENTICATED("unauthenticated", 401, "A valid access token is needed"),
  BAD_CREDENTIALS("bad-credentials", 401, "User name or password is wrong"),
  FORBIDDEN("forbidden", 403, "Your role does not allow this"),
  PASSWORD_CHANGE_REQUIRED("password-change-required", 403, "Change your one-time password first"),
  NOT_FOUND("not-found", 404, "There is no such thing here"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "This method is not for this resource"),
  NOT_ACCEPTABLE("not-acceptable", 406, "This resource has no such representation"),
  SLUG_TAKEN("slug-taken", 409, "The slug is in use"),
  KEY_LIMIT_REACHED("key-limit-reached", 409, "The stream has as many live keys as it may have"),
  CONFLICT("conflict", 409, "Somebody else changed this at the same time"),
  BODY_TOO_LARGE("body-too-large", 413, "The request body is too large"),
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "This content type is not understood here"),
  TOO_MANY_ATTEMPTS("too-many-attempts", 429, "Too many failed attempts"),
  INTERNAL("internal", 500, "Something went wrong inside Keygate"),
  UNAVAILABLE("unavailable", 503, "Keygate cannot do this at the moment");

  private final String slug;
  private final int status;
  private final String title;

  ProblemType(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  /** The last part of the problem's {@code type}, {@code /problems/<slug>}. */
  public String slug() {
    return slug;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /**
   * The exception that answers this problem; {@code detail} is for the caller, nothing internal.
   */
  public ProblemException with(String detail) {
    return new ProblemException(this, detail);
  }
}
