package io.keygate.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygate.platform.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private final JwtClaims claims = new JwtClaims();

  ClaimsTest() {
    claims.setSubject("0815");
  }

  @Test
  void groupsAreAListOrOneText() {
    claims.setClaim("groups", List.of("a", "b", 7, "c".repeat(300)));
    assertThat(read("groups").groups()).containsExactly("a", "b");
    claims.setClaim("groups", "one");
    assertThat(read("groups").groups()).containsExactly("one");
    claims.setClaim("groups", Map.of("x", "y"));
    assertThat(read("groups").groups()).isEmpty();
    assertThat(read("absent").groups()).isEmpty();
  }

  @Test
  void groupsMayLieDeeperOrHaveASlashInTheirName() {
    claims.setClaim("realm_access", Map.of("roles", List.of("a")));
    assertThat(read("realm_access/roles").groups()).containsExactly("a");
    assertThat(read("realm_access/roles/more").groups()).isEmpty();
    claims.setClaim("https://example.org/groups", List.of("b"));
    assertThat(read("https://example.org/groups").groups()).containsExactly("b");
  }

  @Test
  void theNameIsWhatThereIs() {
    assertThat(read("groups").name()).isEqualTo("0815");
    claims.setClaim("preferred_username", "ann");
    assertThat(read("groups").name()).isEqualTo("ann");
    claims.setClaim("name", "Ann Example");
    assertThat(read("groups").name()).isEqualTo("Ann Example");
    claims.setClaim("name", "x".repeat(256));
    assertThat(read("groups").name()).isEqualTo("ann");
  }

  @Test
  void aServiceIsToldFromAPerson() {
    assertThat(read("groups").service()).isFalse();
    claims.setClaim("azp", "dashboard");
    claims.setClaim("client_id", "dashboard");
    claims.setClaim("preferred_username", "ann");
    assertThat(read("groups").service()).isFalse();
    claims.setClaim("preferred_username", "service-account-pipeline");
    assertThat(read("groups").service()).isTrue();
    claims.unsetClaim("preferred_username");
    claims.setClaim("client_id", "0815");
    assertThat(read("groups").service()).isTrue();
    claims.unsetClaim("client_id");
    claims.setClaim("idtyp", "app");
    assertThat(read("groups").service()).isTrue();
  }

  @Test
  void withoutASubjectThereIsNobody() {
    claims.unsetClaim("sub");
    assertThatThrownBy(() -> read("groups")).isInstanceOf(ProblemException.class);
    claims.setSubject("x".repeat(256));
    assertThatThrownBy(() -> read("groups")).isInstanceOf(ProblemException.class);
  }

  private VerifiedToken read(String groupsClaim) {
    var provider =
        new IdentityProvider(
            "file:/keys",
            "https://login.example.org",
            List.of("keygate"),
            Set.of("RS256"),
            groupsClaim,
            Set.of(),
            Duration.ofMinutes(1),
            Duration.ofDays(1));
    return Claims.ofProviderToken(claims, provider);
  }
}
