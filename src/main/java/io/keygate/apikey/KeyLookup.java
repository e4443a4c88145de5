package io.keygate.apikey;

import io.keygate.platform.inject.Shared;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.startup.SchemaReady;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database for keys. Requests that come together share a query, so that many of them cost
 * little more than one; each hears what was committed when it asked or later, never before.
 */
@Shared
class KeyLookup {
  private static final int READERS = 2;

  /** Longer than the driver's own limit, so that it tells what is wrong. */
  private static final long PATIENCE_SECONDS = 5;

  private final Database database;
  private final LinkedBlockingQueue<KeyQuestion> queue = new LinkedBlockingQueue<>();
  private final List<KeyReader> readers = new CopyOnWriteArrayList<>();

  @Resource private ManagedThreadFactory threads;

  @Inject
  KeyLookup(Database database) {
    this.database = database;
  }

  void start(@Observes SchemaReady ready) {
    for (int i = 0; i < READERS; i++) {
      var reader = new KeyReader(queue, database.keys());
      readers.add(reader);
      threads.newThread(reader).start();
    }
  }

  @PreDestroy
  void stop() {
    readers.forEach(KeyReader::stop);
  }

  /**
   * The key with one of these hashes; null where there is none.
   *
   * @throws KeyStoreUnavailableException where the database does not answer: at once where it has
   *     not answered for a while, else within five seconds
   */
  @Nullable StoredKey find(List<SecretHash> hashes) {
    if (!answers()) {
      // NB: waiting would hold a thread for each request, and all the others with them.
      throw new KeyStoreUnavailableException(null);
    }
    var question = KeyQuestion.of(hashes);
    queue.add(question);
    try {
      return question.answer().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new KeyStoreUnavailableException(e);
    } catch (TimeoutException e) {
      queue.remove(question);
      throw new KeyStoreUnavailableException(e);
    } catch (InterruptedException e) {
      queue.remove(question);
      Thread.currentThread().interrupt();
      throw new KeyStoreUnavailableException(e);
    }
  }

  private boolean answers() {
    for (KeyReader reader : readers) {
      if (reader.answers()) {
        return true;
      }
    }
    return false;
  }
}
