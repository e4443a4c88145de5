package io.keygate.access.member;

import io.keygate.apikey.ApiKeyView;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.problem.Raises;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Members of an organization over HTTP. */
@Path("/organizations/{org}/members")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
public class MembersResource {
  private static final String ISSUER =
      "Whose subject it is; where absent the member of this subject, else the local account, else"
          + " somebody of the identity provider";

  @Inject Members members;
  @Inject Subjects subjects;
  @Inject Leavers leavers;

  @GET
  @Access(Least.OWNER)
  @Operation(summary = "List the members; those by group alone are not among them")
  public Page<MemberView> list(@PathParam("org") String org, @Valid @BeanParam PageRequest page) {
    return members.list(org, page);
  }

  @GET
  @Path("{subject}")
  @Access(Least.OWNER)
  @Operation(summary = "Read a member")
  public MemberView read(
      @PathParam("org") String org,
      @PathParam("subject") String subject,
      @QueryParam("issuer") @Parameter(description = ISSUER) @Nullable String issuer) {
    return members.read(org, subjects.of(org, subject, issuer));
  }

  @PUT
  @Path("{subject}")
  @Access(Least.OWNER)
  @Raises(ProblemType.LAST_OWNER)
  @Operation(
      summary = "Make somebody a member with these roles, or give a member these and no other",
      description = "Holds with the next request of that person. The last owner stays owner.")
  public MemberView put(
      @PathParam("org") String org,
      @PathParam("subject") String subject,
      @QueryParam("issuer") @Parameter(description = ISSUER) @Nullable String issuer,
      @BeanParam IfMatch ifMatch,
      @Valid @NotNull MemberRoles roles) {
    return members.put(org, subjects.checked(subjects.of(org, subject, issuer)), roles, ifMatch);
  }

  @DELETE
  @Path("{subject}")
  @Access(Least.OWNER)
  @Raises(ProblemType.LAST_OWNER)
  @Operation(
      summary = "Remove a member; the answer tells which keys the person made or owns",
      description =
          "Holds with the next request of that person. The keys work on: whoever leaves may know"
              + " their secrets, so rotate or revoke them, or transfer their ownership.")
  public RemovedMember remove(
      @PathParam("org") String org,
      @PathParam("subject") String subject,
      @QueryParam("issuer") @Parameter(description = ISSUER) @Nullable String issuer,
      @BeanParam IfMatch ifMatch) {
    return leavers.remove(org, subjects.of(org, subject, issuer), ifMatch);
  }

  @GET
  @Path("{subject}/keys")
  @Access(Least.OWNER)
  @Operation(
      summary = "List the keys that somebody made or owns and that are not revoked",
      description = "Also of somebody who is a member no longer.")
  public Page<ApiKeyView> keys(
      @PathParam("org") String org,
      @PathParam("subject") String subject,
      @QueryParam("issuer") @Parameter(description = ISSUER) @Nullable String issuer,
      @Valid @BeanParam PageRequest page) {
    return leavers.keys(org, subjects.of(org, subject, issuer), page);
  }
}
