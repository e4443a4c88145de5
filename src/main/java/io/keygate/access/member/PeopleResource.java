package io.keygate.access.member;

import io.keygate.organization.OrganizationService;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Looking for people who could become members, over HTTP. */
@Path("/organizations/{org}/people")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
public class PeopleResource {
  @Inject People people;
  @Inject OrganizationService organizations;

  @GET
  @Access(Least.OWNER)
  @Operation(
      summary = "Find people who could become members",
      description =
          "Open local accounts, and people and services of the identity provider who have been"
              + " here. The subject is what PUT /organizations/{org}/members/{subject} wants.")
  public FoundPeople find(
      @PathParam("org") String org,
      @QueryParam("q")
          @Parameter(description = "Part of subject, name or mail address, in any case")
          @NotNull
          @Size(min = 2, max = 100)
          String q) {
    organizations.bySlug(org);
    return new FoundPeople(people.search(q.strip()));
  }
}
