package io.keygate.platform.idempotency;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An endpoint that creates. With an {@code Idempotency-Key} the same request within a day gets the
 * first answer again. Runs in one transaction with the change, so that there is never one without
 * the other.
 */
@Documented
@InterceptorBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {
  /** The header with the key that the caller has chosen. */
  String HEADER = "Idempotency-Key";

  /** Says in an answer that it is one from before. */
  String REPLAYED = "Idempotency-Replayed";
}
