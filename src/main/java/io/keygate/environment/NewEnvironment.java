package io.keygate.environment;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when an environment is created; the slug follows from the name where absent.
 */
public record NewEnvironment(@NotBlank @Size(max = 100) String name, @Nullable String slug) {}
