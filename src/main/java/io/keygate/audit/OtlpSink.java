package io.keygate.audit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygate.audit.chain.Link;
import io.keygate.platform.web.JsonContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * An endpoint for OTLP logs, by HTTP with JSON (OTLP specification, "OTLP/HTTP"). Each event is a
 * record whose body is the event as it is exported.
 */
final class OtlpSink implements Sink {
  private static final Logger log = Logger.getLogger(OtlpSink.class);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int INFO = 9;
  private static final int WARN = 13;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI endpoint;
  private final Map<String, String> headers;

  OtlpSink(URI endpoint, Map<String, String> headers) {
    this.endpoint = endpoint;
    this.headers = headers;
  }

  @Override
  public String name() {
    return "otlp";
  }

  @Override
  public void take(List<Link> links) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body(links)));
    headers.forEach(request::header);
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException("the endpoint answered " + response.statusCode());
    }
    long rejected = rejected(response.body());
    if (rejected > 0) {
      // NB: it has said so for good; the same again would get the same answer.
      log.errorf("The OTLP endpoint refused %d events of the audit trail for good", rejected);
    }
  }

  private static long rejected(String body) {
    try {
      JsonNode answer = JsonContext.mapper().readTree(body);
      return answer.path("partialSuccess").path("rejectedLogRecords").asLong();
    } catch (IOException e) {
      // NB: an answer in another form says nothing of refusals.
      return 0;
    }
  }

  private static String body(List<Link> links) throws IOException {
    ArrayNode records = JSON.arrayNode();
    for (Link link : links) {
      records.add(logRecord(link));
    }
    ObjectNode scopeLogs = JSON.objectNode();
    scopeLogs.putObject("scope").put("name", "io.keygate.audit").put("version", "1");
    scopeLogs.set("logRecords", records);
    ObjectNode resourceLogs = JSON.objectNode();
    ArrayNode ofResource = resourceLogs.putObject("resource").putArray("attributes");
    text(ofResource, "service.name", "keygate");
    resourceLogs.putArray("scopeLogs").add(scopeLogs);
    ObjectNode root = JSON.objectNode();
    root.putArray("resourceLogs").add(resourceLogs);
    return JsonContext.mapper().writeValueAsString(root);
  }

  private static JsonNode event(String exported) {
    try {
      return JsonContext.mapper().readTree(exported);
    } catch (IOException e) {
      // NB: somebody has changed it; the others shall come through all the same.
      return JSON.objectNode();
    }
  }

  private static ObjectNode logRecord(Link link) {
    String exported = ChainReader.exported(link);
    JsonNode event = event(exported);
    Instant at = Instant.parse(requireNonNull(link.repeated()).occurredAt());
    String nanos = at.getEpochSecond() + String.format("%09d", at.getNano());
    boolean good = event.path("outcome").asText().equals("success");
    ObjectNode entry = JSON.objectNode();
    entry.put("timeUnixNano", nanos);
    entry.put("observedTimeUnixNano", nanos);
    entry.put("severityNumber", good ? INFO : WARN);
    entry.put("severityText", good ? "INFO" : "WARN");
    entry.put("eventName", event.path("action").asText());
    entry.putObject("body").put("stringValue", exported);
    ArrayNode attributes = entry.putArray("attributes");
    text(attributes, "keygate.audit.chain", event.path("chainLabel").asText());
    attributes
        .addObject()
        .put("key", "keygate.audit.number")
        .putObject("value")
        .put("intValue", Long.toString(link.number()));
    text(attributes, "keygate.audit.action", event.path("action").asText());
    text(attributes, "keygate.audit.outcome", event.path("outcome").asText());
    text(attributes, "keygate.audit.actor", event.path("actor").path("subject").asText());
    text(attributes, "keygate.audit.target", event.path("target").path("path").asText());
    return entry;
  }

  private static void text(ArrayNode attributes, String key, String value) {
    attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
  }
}
