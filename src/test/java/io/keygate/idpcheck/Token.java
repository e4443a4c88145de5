package io.keygate.idpcheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A JWT, not verified: the check reads what the provider wrote. */
record Token(String text) {
  private static final ObjectMapper JSON = new ObjectMapper();

  String keyId() {
    return json(header()).path("kid").asText();
  }

  String subject() {
    return claims().path("sub").asText();
  }

  JsonNode claims() {
    return json(payload());
  }

  String payload() {
    return decoded(text.substring(text.indexOf('.') + 1, text.lastIndexOf('.')));
  }

  private String header() {
    return decoded(text.substring(0, text.indexOf('.')));
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  // NB: it opens doors, if only in the check
  @Override
  public String toString() {
    return "Token[…]";
  }
}
