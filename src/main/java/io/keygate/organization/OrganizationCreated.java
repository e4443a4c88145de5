package io.keygate.organization;

import java.util.List;

/**
 * Fired inside the transaction that creates an organization, for those who put the first things
 * into it: environments, the default project, the owner. Observers run in {@link
 * jakarta.annotation.Priority} order.
 *
 * @param environments names of further environments at the organization's level
 */
public record OrganizationCreated(Organization organization, List<String> environments) {
  /** Environments come first, because projects have them. */
  public static final int ENVIRONMENTS = 100;

  /** Then the default project. */
  public static final int PROJECT = 200;

  /** Then the first rotation policies. */
  public static final int POLICIES = 400;

  /** Then the owner. */
  public static final int OWNER = 300;
}
