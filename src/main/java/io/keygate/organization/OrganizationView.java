package io.keygate.organization;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An organization as the API gives it. */
public record OrganizationView(
    @Schema(description = "Its unchanging name in paths") String slug,
    @Schema(description = "Name for people") String name,
    @Schema(description = "How long spans are kept, in hours") int retentionHours,
    @Schema(description = "When it was created") Instant createdAt) {
  static OrganizationView of(Organization organization) {
    return new OrganizationView(
        organization.slug(),
        organization.name(),
        organization.retentionHours(),
        organization.createdAt());
  }
}
