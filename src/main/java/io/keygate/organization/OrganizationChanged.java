package io.keygate.organization;

/**
 * Fired inside the transaction that changes an organization, after it was changed.
 *
 * @param localTime whether its time zone or its hour of reminders is another one
 */
public record OrganizationChanged(Organization organization, boolean localTime) {}
