package io.keygate.platform.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says who may call an endpoint. One without it is closed to everybody. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Access {
  /** The least that the caller must have. */
  Least value();

  /** The column "least role" of api.md. */
  enum Least {
    /** No token is asked for. */
    ANYONE,
    /** A valid token whose one-time password may still wait to be changed. */
    ANY_TOKEN,
    /** A valid token; what the answer holds depends on the caller. */
    ANY_CALLER,
    VIEWER,
    MEMBER,
    ADMIN,
    OWNER,
    AUDITOR,
    PLATFORM_ADMIN
  }
}
