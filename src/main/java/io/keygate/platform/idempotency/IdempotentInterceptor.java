package io.keygate.platform.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.keygate.platform.mac.Sha256;
import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.security.Caller;
import io.keygate.platform.web.JsonContext;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** Stands around {@link Idempotent} endpoints. */
@Interceptor
@Idempotent
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class IdempotentInterceptor {
  private static final int TRIES = 5;
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private final FirstAnswers answers;
  private final Turns turns;
  private final Caller caller;
  private final HttpServletRequest request;

  @Inject
  IdempotentInterceptor(
      FirstAnswers answers, Turns turns, Caller caller, HttpServletRequest request) {
    this.answers = answers;
    this.turns = turns;
    this.caller = caller;
    this.request = request;
  }

  @AroundInvoke
  Object around(InvocationContext invocation) throws Exception {
    String key = request.getHeader(Idempotent.HEADER);
    if (key == null) {
      return invocation.proceed();
    }
    if (!FORM.matcher(key).matches()) {
      throw ProblemException.invalid(
          Idempotent.HEADER, "must be 1 to 255 printable ASCII characters without spaces");
    }
    // NB: keys of different callers have nothing to do with each other.
    byte[] id = sha256(caller.identity().issuer(), caller.subject(), key);
    byte[] fingerprint = sha256(request.getMethod(), request.getRequestURI(), body(invocation));
    return turns.take(id, () -> answer(id, fingerprint, invocation));
  }

  private Response answer(byte[] id, byte[] fingerprint, InvocationContext invocation)
      throws Exception {
    var begun = new AtomicBoolean();
    Callable<Response> action =
        () -> {
          begun.set(true);
          return (Response) invocation.proceed();
        };
    for (int attempt = 1; ; attempt++) {
      try {
        return answers.answer(id, fingerprint, action);
      } catch (RuntimeException e) {
        // NB: those of several nodes who waited for a first that failed may be told of a deadlock.
        if (begun.get() || attempt == TRIES || !DatabaseErrors.isConcurrentChange(e)) {
          throw e;
        }
      }
    }
  }

  /** What was asked for, in a form of its own: the same JSON in another layout is the same. */
  private static String body(InvocationContext invocation) throws JsonProcessingException {
    var text = new StringBuilder();
    for (Object parameter : invocation.getParameters()) {
      if (parameter instanceof Record) {
        text.append(JsonContext.mapper().writeValueAsString(parameter));
      }
    }
    return text.toString();
  }

  private static byte[] sha256(String... parts) {
    return Sha256.of(String.join("\0", parts) + "\0");
  }
}
