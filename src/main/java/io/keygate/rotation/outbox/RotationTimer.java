package io.keygate.rotation.outbox;

import io.keygate.platform.security.Caller;
import io.keygate.platform.security.Caller.Identity;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Triggers a round on every node, some times a minute. A relay may take its time; so handing over
 * is done beside the timer, and webhooks are called beside that.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RotationTimer {
  @Resource private ManagedExecutorService executor;
  @Inject private Round round;
  @Inject private Caller caller;
  @Inject private RequestContextController requests;

  /** So many webhooks that do not answer hold up no other. */
  private static final int CALLERS = 4;

  /** So many connections to the relay; a domain to which it is slow holds up one of them. */
  private static final int SENDERS = 3;

  private final AtomicBoolean finding = new AtomicBoolean();
  private final Semaphore senders = new Semaphore(SENDERS);
  private final Semaphore callers = new Semaphore(CALLERS);

  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  void run() {
    if (finding.compareAndSet(false, true)) {
      try {
        caller.is(Identity.ofSystem("rotation"));
        round.find();
      } finally {
        finding.set(false);
      }
    }
    beside(senders, round::deliver);
    beside(callers, round::call);
  }

  @Schedule(hour = "3", minute = "17", persistent = false)
  void sweep() {
    round.sweep();
  }

  /** Has as many more threads at it as there are permits. */
  private void beside(Semaphore permits, Runnable work) {
    int free = permits.drainPermits();
    int begun = 0;
    try {
      for (; begun < free; begun++) {
        executor.execute(() -> permitted(permits, work));
      }
    } finally {
      permits.release(free - begun);
    }
  }

  private void permitted(Semaphore permits, Runnable work) {
    try {
      boolean began = requests.activate();
      try {
        caller.is(Identity.ofSystem("rotation"));
        work.run();
      } finally {
        if (began) {
          requests.deactivate();
        }
      }
    } finally {
      permits.release();
    }
  }
}
