package io.keygate.organization;

import io.keygate.platform.security.Caller.Identity;
import java.util.Set;

/** Which organizations somebody belongs to; access knows it. */
public interface Memberships {
  /** Internal ids of the organizations that somebody is a member of. */
  Set<Long> organizationsOf(Identity identity);
}
