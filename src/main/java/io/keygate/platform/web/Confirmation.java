package io.keygate.platform.web;

import io.keygate.platform.problem.ProblemType;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The name of what is to be deleted, typed back (design.md section 2, "Delete"). */
public class Confirmation {
  @QueryParam("confirm")
  @Parameter(description = "The slug of what is to be deleted, typed back", required = true)
  @Nullable String confirm;

  /** One that was typed. */
  public static Confirmation of(String slug) {
    var confirmation = new Confirmation();
    confirmation.confirm = slug;
    return confirmation;
  }

  /** Refuses with 400 where it is not this slug. */
  public void check(String slug) {
    if (!slug.equals(confirm)) {
      throw ProblemType.CONFIRMATION_REQUIRED.with(
          "This deletes '" + slug + "' and kills all its keys; confirm it with ?confirm=" + slug);
    }
  }
}
