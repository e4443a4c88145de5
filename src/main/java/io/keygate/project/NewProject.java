package io.keygate.project;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What is asked for when a project is created; the slug follows from the name where absent. */
public record NewProject(@NotBlank @Size(max = 100) String name, @Nullable String slug) {}
