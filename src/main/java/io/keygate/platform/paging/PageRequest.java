package io.keygate.platform.paging;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which part of a list is asked for (api.md, conventions). */
public class PageRequest {
  @QueryParam("limit")
  @DefaultValue("50")
  @Min(1)
  @Max(200)
  @Parameter(description = "How many items at most")
  int limit = 50;

  @QueryParam("cursor")
  @Parameter(description = "The nextCursor of the page before; absent for the first page")
  @Nullable String cursor;

  /** How many items the page has at most. */
  public int limit() {
    return limit;
  }

  /** How many rows to read: one more than the page has, to know whether there is a next one. */
  public int rows() {
    return limit + 1;
  }

  /** The internal id after which the page begins; a 400 problem where the cursor is garbage. */
  public long after() {
    return cursor == null || cursor.isEmpty() ? 0 : Cursor.decode(cursor);
  }
}
