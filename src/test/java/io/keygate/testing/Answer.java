package io.keygate.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;

/** What a server answered. */
public record Answer(HttpResponse<byte[]> response) {
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
              .build());

  public int status() {
    return response.statusCode();
  }

  /** A header's value; empty where it is absent. */
  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  public byte[] bytes() {
    return response.body();
  }

  /** The body as text. */
  public String text() {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** The body as JSON. */
  public JsonNode json() {
    return parse(text());
  }

  /** Fails where the status is another one, and shows the body then. */
  public Answer expect(int status) {
    Assertions.assertThat(status()).as(text()).isEqualTo(status);
    return this;
  }

  /**
   * Compares the whole body; ids, instants and request ids, which are never the same, are written
   * as {@code <id>}, {@code <instant>} in the expectation.
   */
  public void hasBody(String expected) {
    Assertions.assertThat(pretty(masked(text()))).isEqualTo(pretty(expected));
  }

  /** A problem of this type, whole, with the request id that the header carries. */
  public void isProblem(int status, String type, String detail) {
    expect(status);
    Assertions.assertThat(header("Content-Type")).isEqualTo("application/problem+json");
    Assertions.assertThat(json().path("type").asText()).isEqualTo("/problems/" + type);
    Assertions.assertThat(json().path("status").asInt()).isEqualTo(status);
    Assertions.assertThat(json().path("title").asText()).isNotEmpty();
    Assertions.assertThat(json().path("detail").asText()).isEqualTo(detail);
    Assertions.assertThat(json().path("instance").asText())
        .isNotEmpty()
        .isEqualTo(header("X-Request-Id"));
  }

  private static String masked(String body) {
    return body.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "<instant>")
        .replaceAll("\"(key|lin)_[0-9A-Za-z]{22}\"", "\"<$1>\"");
  }

  private static String pretty(String json) {
    return parse(json).toPrettyString();
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + json, e);
    }
  }
}
