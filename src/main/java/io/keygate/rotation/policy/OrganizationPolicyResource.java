package io.keygate.rotation.policy;

import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import io.keygate.platform.web.IfMatch;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The rotation policy of an organization over HTTP. */
@Path("/organizations/{org}/rotation-policy")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Rotation")
public class OrganizationPolicyResource {
  @Inject RotationPolicies policies;

  @GET
  @Access(Least.VIEWER)
  @Operation(summary = "Read the rotation policy of an organization")
  public RotationPolicyView read(@PathParam("org") String org) {
    return policies.read(org);
  }

  @PUT
  @Access(Least.ADMIN)
  @Operation(
      summary = "Set how old keys of an organization may get",
      description =
          "Counts for all streams that have no nearer policy. No key dies of it: each gets at least"
              + " the first of remindBefore as notice.")
  public RotationPolicyView put(
      @PathParam("org") String org,
      @BeanParam IfMatch ifMatch,
      @Valid @NotNull NewRotationPolicy wanted) {
    return policies.put(org, wanted, ifMatch);
  }

  @DELETE
  @Access(Least.ADMIN)
  @Operation(summary = "Remove the rotation policy of an organization")
  public void remove(@PathParam("org") String org, @BeanParam IfMatch ifMatch) {
    policies.remove(org, ifMatch);
  }
}
