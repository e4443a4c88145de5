package io.keygate.platform.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.web.EntityTags;
import io.keygate.platform.web.JsonContext;
import io.keygate.platform.web.Versioned;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Keeps the first answers, and gives them again. */
@ApplicationScoped
class FirstAnswers {
  private final EntityManager entities;
  private final Clock clock;

  @Inject
  FirstAnswers(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  /**
   * The first answer to this request, or what {@code action} answers, where this is the first time.
   * Of two at once one waits for the other. An action that fails leaves nothing behind.
   */
  @Transactional
  Response answer(byte[] id, byte[] fingerprint, Callable<Response> action) throws Exception {
    FirstAnswer first = claim(id, fingerprint);
    if (first.body() != null) {
      return again(first, fingerprint);
    }
    Response response = action.call();
    Object entity = response.getEntity();
    first.is(
        response.getHeaderString(HttpHeaders.LOCATION),
        entity instanceof Versioned thing ? thing.version() : null,
        json(entity instanceof Replayable replayable ? replayable.forReplay() : entity));
    return response;
  }

  /** The row, locked; without a body where nobody has answered yet. */
  private FirstAnswer claim(byte[] id, byte[] fingerprint) {
    Instant now = clock.instant();
    // NB: waits for whoever is at it, and cannot fail when two come at once.
    entities
        .createNativeQuery(
            """
            insert into first_answer (id, fingerprint, created_at) values (:id, :fingerprint, :now)
            on duplicate key update id = id\
            """)
        .setParameter("id", id)
        .setParameter("fingerprint", fingerprint)
        .setParameter("now", now)
        .executeUpdate();
    FirstAnswer claimed = entities.find(FirstAnswer.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (claimed == null) {
      throw ProblemType.CONFLICT.with("The same request was answered long ago; send it again.");
    }
    if (claimed.isOver(now)) {
      claimed.beginAnew(fingerprint, now);
    }
    return claimed;
  }

  private static Response again(FirstAnswer first, byte[] fingerprint) throws Exception {
    if (!MessageDigest.isEqual(first.fingerprint(), fingerprint)) {
      throw ProblemType.IDEMPOTENCY_KEY_REUSED.with(
          "This " + Idempotent.HEADER + " came with another request before; choose a new one.");
    }
    var response =
        Response.status(Response.Status.CREATED)
            .type(MediaType.APPLICATION_JSON)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .header(Idempotent.REPLAYED, "true")
            .entity(JsonContext.mapper().readTree(first.body()));
    String location = first.location();
    if (location != null) {
      response.location(URI.create(location));
    }
    Integer version = first.version();
    if (version != null) {
      response.tag(EntityTags.of(version));
    }
    return response.build();
  }

  private static String json(@Nullable Object entity) {
    try {
      return JsonContext.mapper().writeValueAsString(entity);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }
}
