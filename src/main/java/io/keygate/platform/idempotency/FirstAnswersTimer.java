package io.keygate.platform.idempotency;

import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.platform.persistence.Times;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import java.sql.SQLException;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Removes answers that are kept no longer. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FirstAnswersTimer {
  private static final Logger log = Logger.getLogger(FirstAnswersTimer.class);
  private static final int BATCH = 500;
  private static final String DELETE =
      "delete from first_answer where created_at < ? limit " + BATCH;

  @Inject private Database database;
  @Inject private Clock clock;

  @Schedule(hour = "*", minute = "7", persistent = false)
  void run() {
    try (var connection = database.gate().getConnection();
        var statement = connection.prepareStatement(DELETE)) {
      statement.setObject(1, Times.toColumn(clock.instant().minus(FirstAnswer.LIFETIME)));
      while (statement.executeUpdate() == BATCH) {
        // until nothing old is left
      }
    } catch (SQLException e) {
      log.warnf("Old answers will be removed later: %s", DatabaseErrors.summary(e));
    }
  }
}
