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

/** The rotation policy of an environment of the organization's level over HTTP. */
@Path("/organizations/{org}/environments/{env}/rotation-policy")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Rotation")
public class EnvironmentPolicyResource {
  @Inject RotationPolicies policies;

  @GET
  @Access(Least.VIEWER)
  @Operation(summary = "Read the rotation policy that counts for an environment of all projects")
  public RotationPolicyView read(@PathParam("org") String org, @PathParam("env") String env) {
    return policies.read(org, env);
  }

  @PUT
  @Access(Least.ADMIN)
  @Operation(
      summary = "Set how old keys of an environment of all projects may get",
      description =
          "Counts for its streams that have no policy of their own. No key dies of it: each gets at"
              + " least the first of remindBefore as notice.")
  public RotationPolicyView put(
      @PathParam("org") String org,
      @PathParam("env") String env,
      @BeanParam IfMatch ifMatch,
      @Valid @NotNull NewRotationPolicy wanted) {
    return policies.put(org, env, wanted, ifMatch);
  }

  @DELETE
  @Access(Least.ADMIN)
  @Operation(
      summary = "Remove the rotation policy of an environment; that of the organization counts")
  public void remove(
      @PathParam("org") String org, @PathParam("env") String env, @BeanParam IfMatch ifMatch) {
    policies.remove(org, env, ifMatch);
  }
}
