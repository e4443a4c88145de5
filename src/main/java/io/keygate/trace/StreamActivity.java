package io.keygate.trace;

import io.keygate.environment.LastReceived;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.query.NativeQuery;

/**
 * Tells when data last came in: of what is there, or, where retention has taken it, of what was.
 */
@ApplicationScoped
class StreamActivity implements LastReceived {
  private final EntityManager entities;

  @Inject
  StreamActivity(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  @Transactional
  public Map<Long, Instant> of(Collection<Long> streamIds) {
    // NB: the inner query reads one entry at the end of the stream's part of ix_span_received.
    Map<Long, Instant> times = new HashMap<>();
    NativeQuery<?> query =
        entities
            .createNativeQuery(
                """
                select s.id as id, coalesce(
                  (select max(received_at) from span where stream_id = s.id), s.last_received_at) as at
                from stream s where s.id in :ids\
                """)
            .unwrap(NativeQuery.class)
            .addScalar("id", Long.class)
            .addScalar("at", Instant.class);
    for (Object row : query.setParameter("ids", streamIds).getResultList()) {
      Object[] columns = (Object[]) row;
      if (columns[1] instanceof Instant at) {
        times.put((Long) columns[0], at);
      }
    }
    return times;
  }
}
