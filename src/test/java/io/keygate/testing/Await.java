package io.keygate.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for a condition, not for a time. */
public final class Await {
  private Await() {}

  /** Something that is or is not so. */
  public interface Condition {
    boolean holds() throws Exception;
  }

  /** Returns when it holds; fails after the limit. */
  public static void until(String what, Duration limit, Condition condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (!condition.holds()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("not within " + limit + ": " + what);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(what, e);
    }
  }
}
