package io.keygate.audit.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a chain's head was at some time, kept outside the database.
 *
 * @param at the instant of the head event, as the event has it
 * @param label the organization's slug, or {@code platform}
 * @param mac the head event's MAC in hexadecimal digits
 */
public record Anchor(String at, String chain, String label, long number, String mac) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One line of an anchor file, without its end. */
  public String line() {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("at", at);
    fields.put("chain", chain);
    fields.put("label", label);
    fields.put("number", number);
    fields.put("mac", mac);
    return Canonical.of(fields);
  }

  /** Reads a line; empty where it is of another form, as one that was not written to its end. */
  public static Optional<Anchor> parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      return node != null && node.path("number").isIntegralNumber() && node.path("mac").isTextual()
          ? Optional.of(
              new Anchor(
                  node.path("at").asText(),
                  node.path("chain").asText(),
                  node.path("label").asText(),
                  node.path("number").asLong(),
                  node.path("mac").asText()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
