package io.keygate.incontainer;

import io.keygate.platform.event.DomainEvent;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Observes domain events after all others; does once what the test wants done at one of them. */
@ApplicationScoped
public class EventProbe {
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private volatile @Nullable Reaction reaction;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transactions;

  /** An event, and the transaction that it was fired in. */
  public record Seen(DomainEvent event, int status, @Nullable Object transaction) {}

  /** What is done inside the transaction. */
  public interface Action {
    void run() throws Exception;
  }

  private record Reaction(String event, Action action) {}

  /** Forgets all. */
  public void clear() {
    seen.clear();
    reaction = null;
  }

  /** Runs the action at the next event of this name. */
  public void at(String event, Action action) {
    reaction = new Reaction(event, action);
  }

  /** In the order in which they were fired. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Their names. */
  public List<String> actions() {
    return seen.stream().map(s -> s.event().action().word()).toList();
  }

  void on(@Observes @Priority(Integer.MAX_VALUE) DomainEvent event) throws Exception {
    seen.add(
        new Seen(event, transactions.getTransactionStatus(), transactions.getTransactionKey()));
    Reaction next = reaction;
    if (next != null && next.event().equals(event.action().word())) {
      reaction = null;
      next.action().run();
    }
  }
}
