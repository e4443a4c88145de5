package io.keygate.audit;

import io.keygate.audit.chain.Link.Repeated;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An event as it is kept. Written once; neither changed nor removed by anything but retention. */
@Entity
@Immutable
@Table(name = "audit_event")
class AuditRow {
  @EmbeddedId private Place place = new Place(0, 0);
  private Instant occurredAt = Instant.EPOCH;
  private String actor = "";
  private String action = "";
  private String outcome = "";
  private String targetId = "";
  private String targetPath = "";
  private @Nullable String lineage;

  @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
  private String body = "";

  @JdbcTypeCode(SqlTypes.BINARY)
  private byte[] mac = {};

  /** Where an event stands. */
  @Embeddable
  record Place(long chainId, long number) {}

  protected AuditRow() {}

  AuditRow(Place place, Instant at, Repeated repeated, String body, byte[] mac) {
    this.place = place;
    this.occurredAt = at;
    this.actor = repeated.actor();
    this.action = repeated.action();
    this.outcome = repeated.outcome();
    this.targetId = repeated.targetId();
    this.targetPath = repeated.targetPath();
    this.lineage = repeated.lineage();
    this.body = body;
    this.mac = mac;
  }

  long number() {
    return place.number();
  }

  String body() {
    return body;
  }

  byte[] mac() {
    return mac;
  }
}
