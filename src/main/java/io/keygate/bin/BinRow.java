package io.keygate.bin;

import io.keygate.environment.Environment;
import io.keygate.project.Project;
import org.jspecify.annotations.Nullable;

/** An entry with what it stands for. */
record BinRow(BinEntry entry, @Nullable Project project, @Nullable Environment environment) {}
