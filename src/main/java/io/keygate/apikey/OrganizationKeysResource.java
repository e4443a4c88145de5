package io.keygate.apikey;

import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.problem.Raises;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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

/** The keys of an organization over HTTP. */
@Path("/organizations/{org}/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
public class OrganizationKeysResource {
  @Inject OrganizationKeys keys;

  @GET
  @Access(Least.VIEWER)
  @Operation(summary = "List the keys of all projects and environments, dead ones too")
  public Page<ApiKeyView> list(
      @PathParam("org") String org,
      @Valid @BeanParam KeyFilterQuery filter,
      @Valid @BeanParam PageRequest page) {
    return keys.list(org, filter.filter(), page);
  }

  @POST
  @Path("revoke")
  @Access(Least.ADMIN)
  @Raises(ProblemType.COUNT_CHANGED)
  @Operation(
      summary = "Revoke all keys that a filter means, at once, on every node, for good",
      description =
          "First as a dry run, which tells which they are; then with their number, so that nothing"
              + " else is revoked. All of them or none.")
  public RevokedKeys revoke(@PathParam("org") String org, @Valid @NotNull BulkRevocation wanted) {
    return keys.revoke(org, wanted);
  }
}
