package io.keygate.idpcheck;

import com.fasterxml.jackson.databind.JsonNode;

/** What the provider gives for a code. */
record Tokens(Token access, Token id, Token refresh) {
  static Tokens of(JsonNode answer) {
    return new Tokens(
        new Token(answer.path("access_token").asText()),
        new Token(answer.path("id_token").asText()),
        new Token(answer.path("refresh_token").asText()));
  }
}
