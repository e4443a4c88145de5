package io.keygate.project;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Which environments projects have; environment knows it. */
public interface ProjectEnvironments {
  /** Slugs of the environments of both levels, by the id of the project, of one organization. */
  Map<Long, List<String>> slugs(long organizationId, Collection<Long> projectIds);
}
