package io.keygate.rotation.calendar;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A calendar under one URL: of an organization, or of a person. Never changes; a new one ends it.
 */
@Entity
@Table(name = "calendar_feed")
class CalendarFeed {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private String publicId = "";

  @JdbcTypeCode(SqlTypes.BINARY)
  private byte[] tokenHash = {};

  private @Nullable Long organizationId;
  private @Nullable String issuer;
  private @Nullable String subject;
  private Instant createdAt = Instant.EPOCH;
  private String createdBy = "";

  protected CalendarFeed() {}

  private CalendarFeed(String publicId, FeedToken token, String by, Instant now) {
    this.publicId = publicId;
    this.tokenHash = token.hash();
    this.createdBy = by;
    this.createdAt = now;
  }

  static CalendarFeed ofOrganization(
      String publicId, long organizationId, FeedToken token, String by, Instant now) {
    var feed = new CalendarFeed(publicId, token, by, now);
    feed.organizationId = organizationId;
    return feed;
  }

  static CalendarFeed ofPerson(
      String publicId, String issuer, String subject, FeedToken token, Instant now) {
    var feed = new CalendarFeed(publicId, token, subject, now);
    feed.issuer = issuer;
    feed.subject = subject;
    return feed;
  }

  String publicId() {
    return publicId;
  }

  @Nullable Long organizationId() {
    return organizationId;
  }

  @Nullable String issuer() {
    return issuer;
  }

  @Nullable String subject() {
    return subject;
  }

  Instant createdAt() {
    return createdAt;
  }

  String createdBy() {
    return createdBy;
  }
}
