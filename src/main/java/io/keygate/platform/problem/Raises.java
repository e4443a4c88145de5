package io.keygate.platform.problem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The problems of an endpoint that do not follow from its form. For OpenAPI; those that do follow
 * (a body can be malformed, a path can lead nowhere) are added by themselves.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Raises {
  /** The types. */
  ProblemType[] value();
}
