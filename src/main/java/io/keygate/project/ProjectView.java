package io.keygate.project;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.keygate.platform.web.Versioned;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A project as the API gives it.
 *
 * @param environments slugs of its environments of both levels
 */
public record ProjectView(
    @Schema(description = "Its unchanging name in paths") String slug,
    @Schema(description = "Name for people") String name,
    @Schema(description = "When it was created") Instant createdAt,
    @Schema(description = "Slugs of its environments of both levels") List<String> environments,
    @JsonIgnore @Schema(hidden = true) int version)
    implements Versioned {}
