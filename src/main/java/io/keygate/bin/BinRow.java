package io.keygate.bin;

import io.keygate.environment.Environment;
import io.keygate.project.Project;
import org.jspecify.annotations.Nullable;

/** An entry with what it stands for. */
record BinRow(BinEntry entry, @Nullable Project project, @Nullable Environment environment) {

  /** Gives rows; a condition on b, p and e follows. */
  static final String SELECT =
      """
      select b, p, e from BinEntry b
        left join Project p on p.id = b.projectId
        left join Environment e on e.id = b.environmentId
      """;
}
