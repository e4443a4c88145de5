package io.keygate.audit.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keygate.audit.chain.Link.Repeated;
import io.keygate.platform.mac.MacKeyFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A chain in memory, written as Keygate writes it. */
final class TestChain {
  static final String ID = "chn_0123456789012345678901";
  static final MacKeyFile KEYS = MacKeyFile.parse(MacKeyFile.newLine() + MacKeyFile.newLine());

  /** The newest; the other one is from before a rotation. */
  static final String KEY = KEYS.newest();

  static final String OLD_KEY = KEYS.newestFirst().get(1);

  private static final HexFormat HEX = HexFormat.of();

  final List<Link> links = new ArrayList<>();
  private String key = KEY;

  /** With this many events. */
  static TestChain of(int events) {
    var chain = new TestChain();
    for (int i = 0; i < events; i++) {
      chain.add("key.created", Map.of());
    }
    return chain;
  }

  TestChain under(String keyId) {
    key = keyId;
    return this;
  }

  TestChain add(String action, Map<String, String> details) {
    return addBy("system", action, details);
  }

  /** By an actor of this kind. */
  TestChain addBy(String kind, String action, Map<String, String> details) {
    long number = links.size() + 1L;
    String body = body(ID, number, action, details, mac(number - 1), key);
    links.add(
        signed(
            body.replace("\"kind\":\"system\"", "\"kind\":\"" + kind + "\""), number, KEYS, key));
    return this;
  }

  /** The MAC of an event in hexadecimal digits. */
  String mac(long number) {
    return number == 0 ? ChainVerifier.NOTHING : HEX.formatHex(links.get((int) number - 1).mac());
  }

  Link link(long number) {
    return links.get((int) number - 1);
  }

  static String body(
      String chain,
      long number,
      String action,
      Map<String, String> details,
      String previous,
      String key) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("chain", chain);
    fields.put("chainLabel", "acme");
    fields.put("number", number);
    fields.put("at", Instant.EPOCH.plusSeconds(number).toString());
    fields.put("actor", Map.of("kind", "system", "subject", "ann", "name", "Ann"));
    fields.put("action", action);
    fields.put("outcome", "success");
    fields.put(
        "target",
        Map.of("type", "key", "id", "key_" + number, "path", "acme/k" + number, "ids", Map.of()));
    fields.put("details", details);
    fields.put("keyId", key);
    fields.put("previousMac", previous);
    return Canonical.of(fields);
  }

  static Link signed(String body, long number, MacKeyFile keys, String key) {
    byte[] mac = keys.mac(key, body.getBytes(UTF_8)).orElseThrow();
    return new Link(number, body, mac, repeated(body));
  }

  private static Repeated repeated(String body) {
    return Event.parse(body).orElseThrow().repeated();
  }

  Verdict verified() {
    return verified(links, links.size(), mac(links.size()), List.of());
  }

  /** What is found of these links, with such a head and anchors. */
  static Verdict verified(List<Link> links, long head, String headMac, List<Anchor> anchors) {
    var verifier = new ChainVerifier(KEYS, ID, "acme", anchors);
    links.forEach(verifier::accept);
    return verifier.finish(Map.entry(head, headMac));
  }

  /** An anchor of an event of this chain. */
  Anchor anchor(long number) {
    return new Anchor("1970-01-01T00:00:00Z", ID, "acme", number, mac(number));
  }

  /** The same link at another place. */
  static Link at(long number, Link link) {
    return new Link(number, link.body(), link.mac(), link.repeated());
  }
}
