package io.keygate.rotation.webhook;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Where prompts about the keys of an organization are sent. Never changes. */
@Entity
@Table(name = "webhook")
class Webhook {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private String publicId = "";
  private long organizationId;
  private String url = "";
  private String pepperId = "";
  private Instant createdAt = Instant.EPOCH;
  private String createdBy = "";

  protected Webhook() {}

  Webhook(
      String publicId, long organizationId, String url, String pepperId, String by, Instant now) {
    this.publicId = publicId;
    this.organizationId = organizationId;
    this.url = url;
    this.pepperId = pepperId;
    this.createdBy = by;
    this.createdAt = now;
  }

  long id() {
    return id;
  }

  String publicId() {
    return publicId;
  }

  long organizationId() {
    return organizationId;
  }

  String url() {
    return url;
  }

  String pepperId() {
    return pepperId;
  }

  Instant createdAt() {
    return createdAt;
  }

  String createdBy() {
    return createdBy;
  }
}
