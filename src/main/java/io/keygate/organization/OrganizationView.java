package io.keygate.organization;

import java.time.Instant;

/** An organization as the API gives it. */
public record OrganizationView(String slug, String name, int retentionHours, Instant createdAt) {
  static OrganizationView of(Organization organization) {
    return new OrganizationView(
        organization.slug(),
        organization.name(),
        organization.retentionHours(),
        organization.createdAt());
  }
}
