package io.keygate.access.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keygate.access.account.Authentication;
import io.keygate.access.account.Login;
import io.keygate.access.token.TokenIssuer;
import io.keygate.platform.net.ClientAddresses;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.problem.Raises;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tokens of local service accounts over HTTP: client credentials (RFC 6749, section 4.4). */
@Path("/token")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Tag(name = "Access")
public class TokenResource {
  private static final String GRANT = "client_credentials";
  private static final String BASIC = "Basic ";
  private static final int LONGEST = 1_000;
  private static final int LONGEST_ID = 100;

  @Inject Authentication authentication;
  @Inject TokenIssuer tokens;
  @Inject ClientAddresses addresses;
  @Context HttpServletRequest request;

  private record Client(String id, String secret) {}

  @POST
  @TokenErrors.Told
  @Access(Least.ANYONE)
  @Raises({
    ProblemType.INVALID_REQUEST,
    ProblemType.BAD_CREDENTIALS,
    ProblemType.FORBIDDEN,
    ProblemType.TOO_MANY_ATTEMPTS
  })
  @Operation(
      summary = "Exchange a service account's client secret for a short-lived access token",
      description = "HTTP Basic with user name and client secret; the form has the grant type.")
  @APIResponse(
      responseCode = "200",
      description = "The token, in the names of RFC 6749",
      headers = @Header(name = "Cache-Control", ref = "CacheControl"),
      content = @Content(schema = @Schema(implementation = ServiceToken.class)))
  public Response token(
      @FormParam("grant_type") @Nullable String grant,
      @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION)
          @Nullable String authorization) {
    if (!GRANT.equals(grant)) {
      throw ProblemException.invalid("grant_type", "must be " + GRANT);
    }
    Client client =
        client(authorization)
            .orElseThrow(
                () ->
                    ProblemType.BAD_CREDENTIALS.with(
                        "Send user name and client secret by HTTP Basic."));
    Login login = authentication.service(client.id(), client.secret(), addresses.textOf(request));
    String token =
        tokens.issue(
            login.identity().subject(), login.generation(), null, TokenIssuer.SERVICE_LIFETIME);
    return Response.ok(new ServiceToken(token, "Bearer", TokenIssuer.SERVICE_LIFETIME.toSeconds()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /** Both parts are form-encoded within the header (RFC 6749, section 2.3.1). */
  private static Optional<Client> client(@Nullable String authorization) {
    if (authorization == null
        || authorization.length() > LONGEST
        || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
      String[] pair = new String(decoded, UTF_8).split(":", 2);
      return pair.length < 2 || pair[0].isEmpty() || pair[0].length() > LONGEST_ID
          ? Optional.empty()
          : Optional.of(
              new Client(URLDecoder.decode(pair[0], UTF_8), URLDecoder.decode(pair[1], UTF_8)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
