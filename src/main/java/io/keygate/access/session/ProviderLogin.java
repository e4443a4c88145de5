package io.keygate.access.session;

import io.keygate.access.session.OidcConfig.Client;
import io.keygate.access.session.OidcProvider.Tokens;
import io.keygate.access.token.TokenVerifier;
import io.keygate.access.token.VerifiedToken;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent.Target;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Refusals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard's login at the identity provider: authorization code with PKCE (OpenID Connect Core
 * 1.0, section 3.1). What the dashboard gets is the provider's own access token.
 */
@ApplicationScoped
class ProviderLogin {
  private final OidcConfig config;
  private final OidcProvider provider;
  private final TokenVerifier tokens;
  private final Refusals refusals;

  @Inject
  ProviderLogin(OidcConfig config, OidcProvider provider, TokenVerifier tokens, Refusals refusals) {
    this.config = config;
    this.provider = provider;
    this.tokens = tokens;
    this.refusals = refusals;
  }

  /** Tokens that were given to somebody. */
  record LoggedIn(VerifiedToken person, Tokens tokens) {}

  boolean isPossible() {
    return config.client().isPresent();
  }

  /** Where to send the browser; a 404 problem where no provider is configured. */
  String address(LoginAttempt attempt) {
    Client client = client();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", client.id());
    query.put("redirect_uri", client.redirectUri());
    query.put("scope", client.scopes());
    query.put("state", attempt.state());
    query.put("nonce", attempt.nonce());
    query.put("code_challenge", attempt.challenge());
    query.put("code_challenge_method", "S256");
    String endpoint = provider.authorizationEndpoint(client);
    return endpoint + (endpoint.contains("?") ? "&" : "?") + OidcProvider.encoded(query);
  }

  /** Takes the code that the browser has brought back. */
  LoggedIn finish(LoginAttempt attempt, String code) {
    Client client = client();
    try {
      Tokens given =
          provider.tokens(
              client,
              Map.of(
                  "grant_type",
                  "authorization_code",
                  "code",
                  code,
                  "redirect_uri",
                  client.redirectUri(),
                  "code_verifier",
                  attempt.verifier()));
      return checked(client, attempt, given);
    } catch (ProblemException e) {
      refusals.failed(Action.LOGIN_FAILED, Target.of("account", "unknown"), e.type().slug());
      throw e;
    }
  }

  private LoggedIn checked(Client client, LoginAttempt attempt, Tokens given) {
    String idToken = given.idToken();
    if (idToken == null) {
      throw ProblemType.UNAUTHENTICATED.with("The identity provider has given no ID token.");
    }
    JwtClaims id = tokens.ofProvider(idToken, client.provider(), List.of(client.id()));
    if (!attempt.nonce().equals(id.getClaimValueAsString("nonce"))) {
      throw ProblemType.UNAUTHENTICATED.with("The identity provider's answer is of another login.");
    }
    VerifiedToken person = verified(given);
    if (!person.subject().equals(id.getClaimValueAsString("sub"))) {
      throw ProblemType.UNAUTHENTICATED.with("The identity provider's tokens are of two people.");
    }
    return new LoggedIn(person, given);
  }

  private VerifiedToken verified(Tokens given) {
    try {
      return tokens.verify(given.accessToken());
    } catch (ProblemException e) {
      if (e.type() == ProblemType.UNAUTHENTICATED) {
        throw ProblemType.UNAUTHENTICATED.with(
            "The identity provider's access token is not meant for Keygate; its audience must be"
                + " one of MP_JWT_VERIFY_AUDIENCES.");
      }
      throw e;
    }
  }

  /** New tokens for somebody who is logged in; 401 where the provider no longer lets that be. */
  LoggedIn refresh(String refreshToken, LoginSession session) {
    Tokens given =
        provider.tokens(
            client(), Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    VerifiedToken person = verified(given);
    if (!person.issuer().equals(session.issuer()) || !person.subject().equals(session.subject())) {
      throw ProblemType.UNAUTHENTICATED.with("The identity provider's answer is of somebody else.");
    }
    return new LoggedIn(person, given);
  }

  /** Tells that the provider did not let somebody in. */
  void refused(String error) {
    refusals.failed(
        Action.LOGIN_FAILED,
        Target.of("account", "unknown"),
        error.matches("[a-z_]{1,40}") ? "identity provider: " + error : "identity provider");
  }

  /** Ends the login at the provider as well, where it offers that. */
  void end(@Nullable String refreshToken) {
    if (refreshToken != null && isPossible()) {
      provider.revoke(client(), refreshToken);
    }
  }

  private Client client() {
    return config
        .client()
        .orElseThrow(() -> ProblemType.NOT_FOUND.with("No identity provider is configured here."));
  }
}
