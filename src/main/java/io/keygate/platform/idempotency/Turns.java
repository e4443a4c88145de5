package io.keygate.platform.idempotency;

import io.keygate.platform.inject.Shared;
import io.keygate.platform.problem.ProblemType;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets those who come with the same key to this node do so one after the other. The database would
 * let them wait too, but where the first fails, of those who wait for a row that is not there many
 * are told of a deadlock. Among nodes the row decides.
 */
@Shared
class Turns {
  private static final int LOCKS = 256;
  private static final long PATIENCE_SECONDS = 20;

  private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

  Turns() {
    Arrays.setAll(locks, i -> new ReentrantLock());
  }

  /** Does it when nobody else does something with this id. */
  <T> T take(byte[] id, Callable<T> action) throws Exception {
    ReentrantLock lock = locks[Math.floorMod(Arrays.hashCode(id), LOCKS)];
    if (!lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw ProblemType.CONFLICT.with("The same request is being answered at this moment.");
    }
    try {
      return action.call();
    } finally {
      lock.unlock();
    }
  }
}
