package io.keygate.project;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A project's new name. */
public record ProjectChange(@NotBlank @Size(max = 100) String name) {}
