package io.keygate.organization;

import java.time.Instant;

/**
 * Fired inside the transaction that deletes an organization, for those who know what dies with it.
 */
public record OrganizationDeleted(Organization organization, Instant at) {}
