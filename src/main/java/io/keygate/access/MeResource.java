package io.keygate.access;

import io.keygate.access.account.Authentication;
import io.keygate.access.account.PasswordChange;
import io.keygate.access.member.MembershipService;
import io.keygate.access.token.TokenIssuer;
import io.keygate.platform.net.ClientAddresses;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.problem.Raises;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import io.keygate.platform.security.Caller;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller itself over HTTP. */
@Path("/me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public class MeResource {
  @Inject MembershipService members;
  @Inject Authentication authentication;
  @Inject Caller caller;
  @Inject ClientAddresses addresses;
  @Context HttpServletRequest request;

  @GET
  @Access(Least.ANY_TOKEN)
  @Operation(summary = "Who the token speaks for, and where that person has which role")
  public Me read() {
    Caller.Identity identity = caller.identity();
    return new Me(
        identity.subject(),
        identity.issuer(),
        identity.name(),
        identity.email(),
        identity.platformAdmin(),
        members.seats(identity));
  }

  @POST
  @Path("password")
  @Access(Least.ANY_TOKEN)
  @Raises({ProblemType.FORBIDDEN, ProblemType.TOO_MANY_ATTEMPTS})
  @Operation(
      summary = "Change the password of a local account",
      description = "Tokens from before no longer count; log in again.")
  public void changePassword(@Valid @NotNull PasswordChange change) {
    if (!caller.identity().issuer().equals(TokenIssuer.ISSUER)) {
      throw ProblemType.FORBIDDEN.with("This is no local account with a password.");
    }
    authentication.changePassword(
        caller.subject(), change.current(), change.next(), addresses.textOf(request));
  }
}
