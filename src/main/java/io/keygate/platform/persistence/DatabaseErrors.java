package io.keygate.platform.persistence;

import jakarta.persistence.OptimisticLockException;
import jakarta.resource.ResourceException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.hibernate.StaleStateException;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.JDBCConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells apart what a database error means for the caller. */
public final class DatabaseErrors {
  private DatabaseErrors() {}

  /** Whether the database could not be asked, as opposed to having said no. */
  public static boolean isUnavailable(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ResourceException
          || t instanceof JDBCConnectionException
          || t instanceof SQLTransientConnectionException) {
        return !isRaised(thrown);
      }
      if (t instanceof SQLException sql && isConnectionState(sql)) {
        return true;
      }
    }
    return false;
  }

  /** Whether another transaction was in the way, so that the same again may well succeed. */
  public static boolean isConcurrentChange(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof OptimisticLockException || t instanceof StaleStateException) {
        return true;
      }
    }
    return isLocked(thrown);
  }

  /** Whether another transaction has what this one needs, and will have let it go soon. */
  public static boolean isLocked(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && (isDeadlock(sql) || isLockTimeout(sql))) {
        return true;
      }
    }
    return false;
  }

  /** The name of the unique or check constraint that was violated, if it was one. */
  public static @Nullable String violatedConstraint(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ConstraintViolationException violation) {
        String name = violation.getConstraintName();
        return name == null ? "" : name.substring(name.lastIndexOf('.') + 1);
      }
    }
    return null;
  }

  /** One line for the log: the innermost SQL error, without statement or values. */
  public static String summary(Throwable thrown) {
    Throwable last = thrown;
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      last = t;
    }
    return last instanceof SQLException sql
        ? "SQL state " + sql.getSQLState() + ", error " + sql.getErrorCode()
        : last.getClass().getSimpleName();
  }

  /**
   * Whether a trigger has said no; the driver takes what it does not know for a lost connection.
   */
  private static boolean isRaised(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && "45000".equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /**
   * SQL states of class 08 are connection errors; 70100 and 57… are a server that is going down.
   */
  private static boolean isConnectionState(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("08") || state.equals("70100"));
  }

  private static boolean isDeadlock(SQLException e) {
    return "40001".equals(e.getSQLState()) || e.getErrorCode() == 1213;
  }

  private static boolean isLockTimeout(SQLException e) {
    return e.getErrorCode() == 1205;
  }
}
