package io.keygate.platform.problem;

/** The catalogue of errors of the admin API: slug, status and title of each (api.md, RFC 9457). */
public enum ProblemType {
  INVALID_REQUEST("invalid-request", 400, "The request is not valid"),
  MALFORMED_BODY("malformed-body", 400, "The request body cannot be read"),
  INVALID_CURSOR("invalid-cursor", 400, "The cursor is not one of this list"),
  CONFIRMATION_REQUIRED("confirmation-required", 400, "The name must be typed back"),
  UNAUTHENTICATED("unauthenticated", 401, "A valid access token is needed"),
  BAD_CREDENTIALS("bad-credentials", 401, "User name or password is wrong"),
  FORBIDDEN("forbidden", 403, "Your role does not allow this"),
  PASSWORD_CHANGE_REQUIRED("password-change-required", 403, "Change your one-time password first"),
  NOT_FOUND("not-found", 404, "There is no such thing here"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "This method is not for this resource"),
  NOT_ACCEPTABLE("not-acceptable", 406, "This resource has no such representation"),
  USERNAME_TAKEN("username-taken", 409, "There is an account of this name"),
  LAST_OWNER("last-owner", 409, "The organization needs an owner"),
  LAST_PLATFORM_ADMIN("last-platform-admin", 409, "The platform needs an administrator"),
  SLUG_TAKEN("slug-taken", 409, "The slug is in use"),
  KEY_LIMIT_REACHED("key-limit-reached", 409, "The stream has as many live keys as it may have"),
  WEBHOOK_LIMIT_REACHED(
      "webhook-limit-reached", 409, "The organization has as many webhooks as it may have"),
  BUILT_IN_ENVIRONMENT("built-in-environment", 409, "dev, stg and prd cannot be deleted"),
  ENVIRONMENT_OF_ALL_PROJECTS(
      "environment-of-all-projects", 409, "The environment is the organization's"),
  NOT_RESTORABLE("not-restorable", 409, "What it was in is in the bin itself"),
  KEY_STATE("key-state", 409, "The state of the key does not allow this"),
  OVERLAP_RUNNING("overlap-running", 409, "The key before this one still works"),
  COUNT_CHANGED("count-changed", 409, "The number of keys is not the expected one"),
  IDEMPOTENCY_KEY_REUSED(
      "idempotency-key-reused", 409, "The idempotency key belongs to another request"),
  CONFLICT("conflict", 409, "Somebody else changed this at the same time"),
  PRECONDITION_FAILED("precondition-failed", 412, "It was changed since you read it"),
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
