package io.keygate.bin;

import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.problem.Raises;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The bin of an organization over HTTP. */
@Path("/organizations/{org}/bin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Bin")
public class BinResource {
  @Inject BinService bin;

  @GET
  @Access(Least.OWNER)
  @Operation(summary = "List the projects and environments that were deleted and can come back")
  public Page<BinEntryView> list(@PathParam("org") String org, @Valid @BeanParam PageRequest page) {
    return bin.list(org, page);
  }

  @POST
  @Path("{entry}/restore")
  @Access(Least.OWNER)
  @Raises({ProblemType.SLUG_TAKEN, ProblemType.NOT_RESTORABLE})
  @Operation(
      summary = "Restore a project or environment with its data, but without its keys",
      description = "Where its slug was taken meanwhile, another has to be given.")
  public BinEntryView restore(
      @PathParam("org") String org,
      @PathParam("entry") String entry,
      @Valid @Nullable Restoration restoration) {
    return bin.restore(org, entry, restoration == null ? new Restoration(null, null) : restoration);
  }
}
