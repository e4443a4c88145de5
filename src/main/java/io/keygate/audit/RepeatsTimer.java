package io.keygate.audit;

import io.keygate.platform.persistence.DatabaseErrors;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.jboss.logging.Logger;

/** Triggers the end of the windows in which repeats are counted. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.CONTAINER)
@Lock(LockType.WRITE)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RepeatsTimer {
  private static final Logger log = Logger.getLogger(RepeatsTimer.class);

  /** What cannot be closed comes again; that ends at some time. */
  private static final int MOST_BATCHES = 20;

  @Inject private Sightings sightings;
  @Inject private Repeats repeats;

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  void run() {
    sightings.writeWaiting();
    try {
      for (int batch = 0; batch < MOST_BATCHES; batch++) {
        List<byte[]> over = repeats.over();
        over.forEach(this::close);
        if (over.isEmpty()) {
          break;
        }
      }
    } catch (RuntimeException e) {
      log.warnf("Repeats will be written down later: %s", DatabaseErrors.summary(e));
    }
  }

  /** One that cannot be told of does not hold up the others. */
  private void close(byte[] id) {
    try {
      repeats.close(id);
    } catch (Exception e) {
      // NB: not only runtime exceptions; the transaction throws what it likes when it ends.
      log.warnf("Repeats will be written down later: %s", DatabaseErrors.summary(e));
    }
  }
}
