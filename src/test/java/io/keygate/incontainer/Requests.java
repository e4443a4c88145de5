package io.keygate.incontainer;

import io.keygate.platform.event.Actor;
import io.keygate.platform.security.Caller;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** Calls services as a request does: in a request context, by somebody. */
@ApplicationScoped
public class Requests {
  static final String SUBJECT = "tester";

  private final Caller caller;

  @Resource private ManagedExecutorService threads;

  /** Itself from outside, where the context is activated. */
  @Inject private Requests self;

  @Inject
  Requests(Caller caller) {
    this.caller = caller;
  }

  /** Makes the call in this thread. */
  @ActivateRequestContext
  public <T> T call(Callable<T> call) throws Exception {
    caller.is(
        new Caller.Identity(
            Actor.Kind.PERSON, "keygate", SUBJECT, "Tester", "tester@example.org", true, Set.of()));
    return call.call();
  }

  /** Makes the call in a thread of its own. */
  public <T> Future<T> start(Callable<T> call) {
    return threads.submit(() -> self.call(call));
  }
}
