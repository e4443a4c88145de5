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

/** The rotation policy of a stream over HTTP. */
@Path("/organizations/{org}/projects/{project}/environments/{env}/rotation-policy")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Rotation")
public class StreamPolicyResource {
  @Inject RotationPolicies policies;

  @GET
  @Access(Least.VIEWER)
  @Operation(summary = "Read the rotation policy that counts for a stream")
  public RotationPolicyView read(
      @PathParam("org") String org,
      @PathParam("project") String project,
      @PathParam("env") String env) {
    return policies.read(org, project, env);
  }

  @PUT
  @Access(Least.ADMIN)
  @Operation(
      summary = "Set how old keys of a stream may get",
      description =
          "No key dies of it: each gets at least" + " the first of remindBefore as notice.")
  public RotationPolicyView put(
      @PathParam("org") String org,
      @PathParam("project") String project,
      @PathParam("env") String env,
      @BeanParam IfMatch ifMatch,
      @Valid @NotNull NewRotationPolicy wanted) {
    return policies.put(org, project, env, wanted, ifMatch);
  }

  @DELETE
  @Access(Least.ADMIN)
  @Operation(summary = "Remove the rotation policy of a stream; the next one above counts")
  public void remove(
      @PathParam("org") String org,
      @PathParam("project") String project,
      @PathParam("env") String env,
      @BeanParam IfMatch ifMatch) {
    policies.remove(org, project, env, ifMatch);
  }
}
