package io.keygate.platform.web;

import io.keygate.platform.text.Base62;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** The id of the request that the current thread works on: in every answer, log line and event. */
public final class RequestId {
  /** The header that carries it, in both directions. */
  public static final String HEADER = "X-Request-Id";

  private static final String MDC_KEY = "requestId";
  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._:-]{8,64}");

  private RequestId() {}

  /** The current id; {@code -} outside a request. */
  public static String current() {
    return MDC.get(MDC_KEY) instanceof String id ? id : "-";
  }

  /** Takes over the caller's id where it is harmless text, else makes one; returns it. */
  static String begin(@Nullable String offered) {
    String id = chosen(offered);
    MDC.put(MDC_KEY, id);
    return id;
  }

  /** The caller's id where it is harmless text, else a new one. */
  static String chosen(@Nullable String offered) {
    return offered != null && ACCEPTED.matcher(offered).matches() ? offered : Base62.random(20);
  }

  static void end() {
    MDC.remove(MDC_KEY);
  }
}
