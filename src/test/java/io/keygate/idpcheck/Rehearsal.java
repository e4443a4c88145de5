package io.keygate.idpcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What the provider does is as the check supposes; else what follows would tell nothing. */
final class Rehearsal {
  private Rehearsal() {}

  static void of(Realm realm) throws Exception {
    Tokens ann = realm.logIn("ann");
    JsonNode claims = ann.access().claims();
    assertThat(claims.path("iss").asText()).isEqualTo(realm.issuer());
    assertThat(texts(claims.path("aud"))).contains("keygate");
    assertThat(texts(claims.path("groups"))).containsExactly("acme-owners");
    assertThat(claims.path("email").asText()).isEqualTo("ann@example.org");
    assertThat(claims.path("email_verified").asBoolean()).isTrue();
    assertThat(claims.path("name").asText()).isEqualTo("Ann Archer");
    assertThat(texts(ann.id().claims().path("aud"))).containsExactly(Realm.DASHBOARD);
    assertThat(texts(ann.id().claims().path("groups"))).containsExactly("acme-owners");
    assertThat(ann.refresh().subject()).isEqualTo(ann.access().subject());
    assertThat(realm.keys()).contains(ann.access().keyId());
    assertThat(texts(realm.logIn("carl").access().claims().path("groups"))).isEmpty();
    Token pipeline = realm.serviceAccount("pipeline");
    assertThat(texts(pipeline.claims().path("aud"))).contains("keygate");
    assertThat(texts(realm.serviceAccount("payroll").claims().path("aud")))
        .doesNotContain("keygate");
    JsonNode brief = realm.serviceAccount("short-lived").claims();
    assertThat(brief.path("exp").asLong() - brief.path("iat").asLong()).isEqualTo(10);
    for (Token forged :
        List.of(
            Forgery.withUnknownKey(pipeline),
            Forgery.withStolenKeyId(pipeline),
            Forgery.unsigned(pipeline),
            Forgery.altered(pipeline, "pipeline", "payroll"),
            Forgery.withPublicKeyAsSecret(pipeline, realm.keys()))) {
      assertThat(forged.text()).isNotEqualTo(pipeline.text());
      assertThat(forged.claims().path("iss").asText()).isEqualTo(realm.issuer());
    }
  }

  /** Of an array, or the one that is no array. */
  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isTextual()) {
      texts.add(node.asText());
    }
    node.forEach(element -> texts.add(element.asText()));
    return texts;
  }
}
