package io.keygate.testing;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A key and its secret.
 *
 * @param id public
 * @param holder a client that presents it
 */
public record HeldKey(String id, String secret, Client holder) {

  /** From an answer that shows a secret. */
  public static HeldKey of(JsonNode generated, Client anybody) {
    String secret = generated.path("secret").asText();
    return new HeldKey(generated.path("key").path("id").asText(), secret, anybody.bearer(secret));
  }

  /** The same at another server. */
  public HeldKey at(Client anybody) {
    return new HeldKey(id, secret, anybody.bearer(secret));
  }

  /** The path of the key in the admin API. */
  public String path() {
    return "/api/v1/keys/" + id;
  }

  /** What the gate says of it. */
  public int atTheGate() {
    return holder.get("/v1/verify").status();
  }
}
