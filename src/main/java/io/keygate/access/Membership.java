package io.keygate.access;

import io.keygate.platform.security.Role;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Somebody's role in an organization, or a higher one in one of its projects. */
@Entity
@Table(name = "membership")
class Membership {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private long organizationId;
  private @Nullable Long projectId;
  private String issuer = "";
  private String subject = "";

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  private Role role = Role.VIEWER;

  private Instant createdAt = Instant.EPOCH;
  private String createdBy = "";
  @Version private int version;

  protected Membership() {}

  Membership(
      long organizationId, String issuer, String subject, Role role, String by, Instant now) {
    this.organizationId = organizationId;
    this.issuer = issuer;
    this.subject = subject;
    this.role = role;
    this.createdBy = by;
    this.createdAt = now;
  }

  long organizationId() {
    return organizationId;
  }

  Role role() {
    return role;
  }
}
