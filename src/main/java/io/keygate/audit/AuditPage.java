package io.keygate.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keygate.platform.paging.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of a trail. */
public record AuditPage(
    @Schema(description = "The events of this page") List<AuditEventView> items,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Leads to the next page; absent on the last one")
        @Nullable String nextCursor) {

  static AuditPage of(Page<AuditEventView> page) {
    return new AuditPage(page.items(), page.nextCursor());
  }
}
