package io.keygate.access.token;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/** Reads the claims of tokens whose signature was right; whoever wrote them may be careless. */
final class Claims {
  private static final int LONGEST = 255;
  private static final int MOST_GROUPS = 1_000;

  private Claims() {}

  static VerifiedToken ofLocalToken(JwtClaims claims) {
    String subject = subject(claims);
    Object generation = claims.getClaimValue(TokenIssuer.GENERATION);
    if (!(generation instanceof Number number)) {
      throw TokenVerifier.invalid();
    }
    return new VerifiedToken(
        TokenIssuer.ISSUER,
        subject,
        subject,
        null,
        false,
        Set.of(),
        number.intValue(),
        text(claims, TokenIssuer.SESSION));
  }

  static VerifiedToken ofProviderToken(JwtClaims claims, IdentityProvider provider) {
    String subject = subject(claims);
    String login = text(claims, "preferred_username");
    String name = text(claims, "name");
    if (name == null) {
      name = login == null ? subject : login;
    }
    return new VerifiedToken(
        provider.issuer(),
        subject,
        name,
        text(claims, "email"),
        isService(claims, subject, login),
        groups(claims, provider.groupsClaim()),
        0,
        null);
  }

  /**
   * Whether they are of an access token: the same provider signs others with the same key, and may
   * name the same audience (RFC 8725, section 3.11).
   */
  static boolean areOfAccessToken(JwtClaims claims) {
    String type = text(claims, "typ");
    boolean scoped = claims.hasClaim("scope") || claims.hasClaim("scp");
    return (type == null || type.equalsIgnoreCase("Bearer"))
        && !claims.hasClaim("events")
        && !claims.hasClaim("at_hash")
        && !claims.hasClaim("c_hash")
        && (!claims.hasClaim("nonce") || scoped);
  }

  /** As RFC 9068, Entra and Keycloak tell a program's token from a person's. */
  private static boolean isService(JwtClaims claims, String subject, @Nullable String login) {
    return subject.equals(text(claims, "client_id"))
        || subject.equals(text(claims, "azp"))
        || "app".equals(text(claims, "idtyp"))
        || (login != null && login.startsWith("service-account-") && claims.hasClaim("client_id"));
  }

  private static Set<String> groups(JwtClaims claims, String name) {
    Object found = claims.getClaimValue(name);
    if (found == null) {
      found = claims.getClaimsMap();
      for (String part : name.split("/", -1)) {
        found = found instanceof Map<?, ?> map ? map.get(part) : null;
      }
    }
    Set<String> groups = new LinkedHashSet<>();
    if (found instanceof Collection<?> all) {
      for (Object group : all) {
        if (group instanceof String text
            && text.length() <= LONGEST
            && groups.size() < MOST_GROUPS) {
          groups.add(text);
        }
      }
    } else if (found instanceof String one && one.length() <= LONGEST) {
      groups.add(one);
    }
    return groups;
  }

  private static String subject(JwtClaims claims) {
    String subject = text(claims, "sub");
    if (subject == null) {
      throw TokenVerifier.invalid();
    }
    return subject;
  }

  /** A text that the database can keep; else as if it were not there. */
  private static @Nullable String text(JwtClaims claims, String name) {
    return claims.getClaimValue(name) instanceof String text
            && !text.isBlank()
            && text.length() <= LONGEST
        ? text
        : null;
  }
}
