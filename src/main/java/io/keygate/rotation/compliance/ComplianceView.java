package io.keygate.rotation.compliance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is found of the keys of an organization: counts of all, and one page of the keys. */
public record ComplianceView(
    @Schema(description = "The moment of which this is true") Instant asOf,
    @Schema(description = "How many keys work, or would if they were enabled") long liveKeys,
    @Schema(description = "How many keys each finding is about, whatever is filtered")
        FindingCounts counts,
    @Schema(description = "The keys of this page, in the order in which they were generated")
        List<FlaggedKey> items,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Leads to the next page; absent on the last one")
        @Nullable String nextCursor) {}
