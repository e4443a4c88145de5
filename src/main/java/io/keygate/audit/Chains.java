package io.keygate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keygate.audit.AuditRow.Place;
import io.keygate.audit.chain.Anchor;
import io.keygate.audit.chain.Canonical;
import io.keygate.audit.chain.Event;
import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.Actor;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.Outcome;
import io.keygate.platform.event.RequestFacts;
import io.keygate.platform.persistence.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Appends to chains. Whoever appends holds the lock of the chain's row until its transaction ends,
 * so that numbers have no gaps and a chain never forks; therefore this is the last thing that a
 * transaction does.
 */
@ApplicationScoped
class Chains {
  /** What the chain of the platform is called. */
  static final String PLATFORM = "platform";

  private static final HexFormat HEX = HexFormat.of();
  private static final int SCHEMA_VERSION = 1;
  private static final int MAC_BYTES = 32;

  private final EntityManager entities;
  private final AuditKeys keys;
  private final Clock clock;

  @Inject
  Chains(EntityManager entities, AuditKeys keys, Clock clock) {
    this.entities = entities;
    this.keys = keys;
    this.clock = clock;
  }

  /** A chain's row, under lock. */
  private static final class Head {
    final long id;
    final String publicId;
    final String label;
    long number;
    byte[] mac;
    Instant at = Instant.EPOCH;
    String keyId;
    String pastKeyIds;

    Head(Object[] row) {
      id = ((Number) row[0]).longValue();
      publicId = (String) row[1];
      label = (String) row[2];
      number = ((Number) row[3]).longValue();
      mac = (byte[]) row[4];
      keyId = (String) row[5];
      pastKeyIds = (String) row[6];
    }
  }

  /**
   * Appends to one chain, in the present transaction; returns what the head is then.
   *
   * @param organizationId the chain's organization; null for the platform's
   * @param label what the chain is called if it is new
   */
  Anchor append(@Nullable Long organizationId, String label, List<Draft> drafts) {
    Head head = locked(organizationId, label);
    rotate(head);
    drafts.forEach(draft -> add(head, draft));
    return save(head);
  }

  /** Makes the chain, if there is none yet. */
  void begin(@Nullable Long organizationId, String label) {
    Head head = locked(organizationId, label);
    if (!keys.file().ids().contains(head.keyId)) {
      throw unknownKey(head);
    }
  }

  /**
   * Brings a chain under the newest key, if it is not; the rotation itself is under the old one.
   */
  @Nullable Anchor rotate(@Nullable Long organizationId, String label) {
    Head head = locked(organizationId, label);
    return rotate(head) ? save(head) : null;
  }

  /**
   * Marks all up to a number as removed by retention, and appends the checkpoint that says so.
   *
   * @param mac of the last one that is removed
   */
  Anchor cut(@Nullable Long organizationId, String label, long upTo, byte[] mac, long events) {
    Head head = locked(organizationId, label);
    rotate(head);
    Map<String, String> details =
        Map.of(
            "upTo", Long.toString(upTo),
            "mac", HEX.formatHex(mac),
            "events", Long.toString(events));
    add(head, ofChain(head, Action.AUDIT_CUT, Actor.system("retention"), details));
    entities
        .createNativeQuery("update audit_chain set cut_number = :upTo where id = :id")
        .setParameter("upTo", upTo)
        .setParameter("id", head.id)
        .executeUpdate();
    return save(head);
  }

  private boolean rotate(Head head) {
    String newest = keys.file().newest();
    boolean used =
        head.keyId.equals(newest) || Arrays.asList(head.pastKeyIds.split(" ", -1)).contains(newest);
    if (used && !keys.file().ids().contains(head.keyId)) {
      throw unknownKey(head);
    }
    if (used) {
      // NB: a node that does not know of the rotation yet goes on with what the chain is under.
      return false;
    }
    Map<String, String> details = Map.of("from", head.keyId, "to", newest);
    add(head, ofChain(head, Action.AUDIT_KEY_ROTATED, Actor.system("audit"), details));
    head.pastKeyIds = (head.pastKeyIds + " " + head.keyId).strip();
    head.keyId = newest;
    return true;
  }

  private static Draft ofChain(Head head, Action action, Actor actor, Map<String, String> details) {
    var target = DomainEvent.Target.at(head.label, "audit", head.publicId);
    return Draft.of(
        DomainEvent.telling(action, null, target, details),
        Outcome.SUCCESS,
        actor,
        RequestFacts.NONE,
        UnaryOperator.identity());
  }

  private static RuntimeException unknownKey(Head head) {
    return new ConfigurationException(
        AuditKeys.VARIABLE,
        "(or the file audit-keys in KEYGATE_HOME) lacks the key "
            + head.keyId
            + ", which the audit trail of '"
            + head.label
            + "' is under; all nodes need the same file");
  }

  private void add(Head head, Draft draft) {
    long number = head.number + 1;
    Instant at = clock.instant();
    Map<String, Object> fields = new TreeMap<>(draft.fields());
    fields.put("version", SCHEMA_VERSION);
    fields.put("chain", head.publicId);
    fields.put("chainLabel", head.label);
    fields.put("number", number);
    fields.put("at", at.toString());
    fields.put("keyId", head.keyId);
    fields.put("previousMac", HEX.formatHex(head.mac));
    String body = Canonical.of(fields);
    byte[] mac =
        keys.file().mac(head.keyId, body.getBytes(UTF_8)).orElseThrow(() -> unknownKey(head));
    entities.persist(
        new AuditRow(
            new Place(head.id, number), at, Event.parse(body).orElseThrow().repeated(), body, mac));
    head.number = number;
    head.mac = mac;
    head.at = at;
  }

  private Head locked(@Nullable Long organizationId, String label) {
    long scope = organizationId == null ? 0 : organizationId;
    List<?> rows = select(scope);
    if (rows.isEmpty()) {
      insert(organizationId, label);
      rows = select(scope);
    }
    return new Head((Object[]) rows.get(0));
  }

  private List<?> select(long scope) {
    return entities
        .createNativeQuery(
            """
            select id, public_id, label, head_number, head_mac, mac_key_id, past_mac_key_ids
            from audit_chain where organization_scope = :scope for update\
            """,
            Object[].class)
        .setParameter("scope", scope)
        .getResultList();
  }

  private void insert(@Nullable Long organizationId, String label) {
    // NB: of two who find none, one waits here for the other.
    entities
        .createNativeQuery(
            """
            insert into audit_chain
              (public_id, organization_id, label, head_number, head_mac, head_at, mac_key_id)
            values (:publicId, nullif(:organizationId, 0), :label, 0, :mac, :at, :key)
            on duplicate key update id = id\
            """)
        .setParameter("publicId", ChainRow.publicId(organizationId))
        .setParameter("organizationId", organizationId == null ? 0 : organizationId)
        .setParameter("label", label)
        .setParameter("mac", new byte[MAC_BYTES])
        .setParameter("at", Times.toColumn(clock.instant()))
        .setParameter("key", keys.file().newest())
        .executeUpdate();
  }

  private Anchor save(Head head) {
    entities.flush();
    entities
        .createNativeQuery(
            """
            update audit_chain set head_number = :number, head_mac = :mac, head_at = :at,
              mac_key_id = :key, past_mac_key_ids = :past
            where id = :id\
            """)
        .setParameter("number", head.number)
        .setParameter("mac", head.mac)
        .setParameter("at", Times.toColumn(head.at))
        .setParameter("key", head.keyId)
        .setParameter("past", head.pastKeyIds)
        .setParameter("id", head.id)
        .executeUpdate();
    return new Anchor(
        head.at.toString(), head.publicId, head.label, head.number, HEX.formatHex(head.mac));
  }
}
