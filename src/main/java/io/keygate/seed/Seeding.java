package io.keygate.seed;

import io.keygate.platform.security.Caller;
import io.keygate.platform.security.Caller.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.file.Path;

/**
 * Makes what a seed file names and what is missing, all or nothing. A value that is stated and that
 * differs from what is there contradicts, unless it is a mere description (names, notes, owner).
 */
@ApplicationScoped
class Seeding {
  private static final Identity SEED = Identity.ofSystem("seed");

  private final SeededOrganizations organizations;
  private final Caller caller;

  @Inject
  Seeding(SeededOrganizations organizations, Caller caller) {
    this.organizations = organizations;
    this.caller = caller;
  }

  /**
   * Returns how many things were made.
   *
   * @param folder where relative names of other files begin
   */
  @ActivateRequestContext
  @Transactional
  int apply(String text, Path folder) {
    caller.is(SEED);
    SeedNode root = SeedNode.parse(text);
    if (root == null) {
      return 0;
    }
    root.allow("organizations");
    int made = 0;
    for (SeedNode organization : root.children("organizations")) {
      made += organizations.apply(organization, folder);
    }
    return made;
  }
}
