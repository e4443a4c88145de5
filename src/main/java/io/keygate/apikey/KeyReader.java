package io.keygate.apikey;

import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.platform.persistence.Places;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Takes the questions that are waiting, asks all of them in one query, and hands out answers. */
final class KeyReader implements Runnable {
  private static final Logger log = Logger.getLogger(KeyReader.class);
  private static final int MOST = 64;
  private static final long POLL_MILLIS = 200;
  private static final long PROMPT_NANOS = 500_000_000;
  private static final long PATIENCE_NANOS = 1_000_000_000;

  private final BlockingQueue<KeyQuestion> queue;
  private final DataSource dataSource;
  private volatile boolean stopped;

  /** When it first asked what has not been answered; zero while answers come. */
  private volatile long unansweredSince;

  private boolean troubled;

  KeyReader(BlockingQueue<KeyQuestion> queue, DataSource dataSource) {
    this.queue = queue;
    this.dataSource = dataSource;
  }

  void stop() {
    stopped = true;
  }

  /** Whether it has answers, or has not waited for one for long. */
  boolean answers() {
    long since = unansweredSince;
    return since == 0 || System.nanoTime() - since < PATIENCE_NANOS;
  }

  @Override
  public void run() {
    while (!stopped || !queue.isEmpty()) {
      try {
        KeyQuestion first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          // NB: the query begins after all of these asked, so that no answer is stale.
          answer(together(first));
        } else if (unansweredSince != 0) {
          // NB: nobody asks any more where nothing is answered; somebody has to find out.
          answer(List.of(KeyQuestion.probe()));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** The first and what else is waiting, up to what one query shall ask. */
  private List<KeyQuestion> together(KeyQuestion first) {
    List<KeyQuestion> questions = new ArrayList<>();
    questions.add(first);
    queue.drainTo(questions, MOST - 1);
    return questions;
  }

  private void answer(List<KeyQuestion> questions) {
    if (unansweredSince == 0) {
      // NB: zero has a meaning of its own.
      unansweredSince = System.nanoTime() | 1;
    }
    try {
      Map<ByteBuffer, StoredKey> found = find(distinctHashes(questions));
      unansweredSince = 0;
      questions.forEach(question -> question.answerFrom(found));
      tellOfRecovery();
    } catch (SQLException | RuntimeException | Error e) {
      // NB: errors too; a reader that ended would leave the gate waiting for nobody.
      questions.forEach(question -> question.answer().completeExceptionally(e));
      tell(e);
    }
  }

  /** Once for each outage. */
  private void tell(Throwable reason) {
    if (troubled) {
      return;
    }
    troubled = true;
    if (reason instanceof SQLException) {
      log.warnf("Keys cannot be looked up: %s", DatabaseErrors.summary(reason));
    } else {
      log.error("Keys cannot be looked up", reason);
    }
  }

  private void tellOfRecovery() {
    if (troubled) {
      troubled = false;
      log.info("Keys can be looked up again");
    }
  }

  /** A service that sends much asks about the same key again and again; once is enough for all. */
  private static List<byte[]> distinctHashes(List<KeyQuestion> questions) {
    Set<ByteBuffer> hashes = new HashSet<>();
    for (KeyQuestion question : questions) {
      question.hashes().forEach(hash -> hashes.add(ByteBuffer.wrap(hash.bytes())));
    }
    return hashes.stream().map(ByteBuffer::array).toList();
  }

  private Map<ByteBuffer, StoredKey> find(List<byte[]> hashes) throws SQLException {
    long begin = System.nanoTime();
    try {
      return ask(hashes);
    } catch (SQLException e) {
      // NB: after a restart of the database the pool's connections are dead, and say so at once.
      // Where the answer did not come in time, a second try would only hold the threads longer.
      if (System.nanoTime() - begin > PROMPT_NANOS) {
        throw e;
      }
      return ask(hashes);
    }
  }

  private Map<ByteBuffer, StoredKey> ask(List<byte[]> hashes) throws SQLException {
    // NB: few different lengths, so that the driver and the database know each statement already.
    int places = Integer.highestOneBit(hashes.size() * 2 - 1);
    String query = StoredKey.QUERY.formatted(Places.of(places));
    try (Connection connection = dataSource.getConnection();
        var statement = connection.prepareStatement(query)) {
      for (int i = 0; i < places; i++) {
        statement.setBytes(i + 1, hashes.get(Math.min(i, hashes.size() - 1)));
      }
      try (ResultSet row = statement.executeQuery()) {
        Map<ByteBuffer, StoredKey> found = new HashMap<>();
        while (row.next()) {
          found.put(ByteBuffer.wrap(row.getBytes(1)), StoredKey.read(row));
        }
        return found;
      }
    }
  }
}
