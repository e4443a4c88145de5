package io.keygate.organization;

import java.util.Set;

/** Which organizations somebody belongs to; access knows it. */
public interface Memberships {
  /** Internal ids of the organizations that the subject is a member of. */
  Set<Long> organizationsOf(String subject);
}
