package io.keygate.access.member;

import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import io.keygate.platform.web.IfMatch;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Roles by group over HTTP. */
@Path("/organizations/{org}/group-roles")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
public class GroupRolesResource {
  @Inject GroupRoles groups;

  @GET
  @Access(Least.OWNER)
  @Operation(summary = "Read which groups of the identity provider have which role")
  public GroupRolesView read(@PathParam("org") String org) {
    return groups.read(org);
  }

  @PUT
  @Access(Least.OWNER)
  @Operation(
      summary = "Say which groups of the identity provider have which role",
      description = "The whole list; it holds with the next request of whoever is in a group.")
  public GroupRolesView replace(
      @PathParam("org") String org,
      @BeanParam IfMatch ifMatch,
      @Valid @NotNull GroupRolesView wanted) {
    return groups.replace(org, wanted, ifMatch);
  }
}
