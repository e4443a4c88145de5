package io.keygate.access.member;

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
      long organizationId,
      @Nullable Long projectId,
      Subject who,
      Role role,
      String by,
      Instant now) {
    this.organizationId = organizationId;
    this.projectId = projectId;
    this.issuer = who.issuer();
    this.subject = who.subject();
    this.role = role;
    this.createdBy = by;
    this.createdAt = now;
  }

  void take(Role other) {
    role = other;
  }

  long id() {
    return id;
  }

  long organizationId() {
    return organizationId;
  }

  @Nullable Long projectId() {
    return projectId;
  }

  Role role() {
    return role;
  }

  Subject who() {
    return new Subject(issuer, subject);
  }

  Instant createdAt() {
    return createdAt;
  }

  String createdBy() {
    return createdBy;
  }

  int version() {
    return version;
  }
}
