package io.keygate.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.keygate.platform.text.Base62;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.RawHttp;
import io.keygate.testing.RunningKeygate;
import io.keygate.testing.Spans;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateIT {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final int LIMIT = 64 << 20;
  private static final String UNAUTHORIZED =
      "The API key is missing, unknown, expired or revoked. Send it as 'Authorization: Bearer"
          + " <key>'; check TRACELOOP_API_KEY and that the key was generated on this server.";

  private static final RunningKeygate KEYGATE = RunningKeygate.shared();
  private static String org = "";
  private static String secret = "";
  private static Client holder = KEYGATE.client();

  @BeforeAll
  static void generateKey() {
    Client admin = KEYGATE.client().admin();
    org = admin.newOrganization();
    secret = admin.newKey(org, "stg").path("secret").asText();
    holder = KEYGATE.client().bearer(secret);
  }

  @Nested
  class Keys {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "Bearer",
          "Bearer ",
          "Bearer undefined",
          "Basic dXNlcjpwYXNz",
          "Token kg_dev_000000000000000000000000000000000000",
          "Bearer kg_dev_000000000000000000000000000000000000",
          "Bearer kg_dev_0000000000000000000000000000000c000c"
        })
    void everyRefusalLooksTheSame(String authorization) {
      Client client = KEYGATE.client().with("Authorization", authorization);
      assertRefused(client);
    }

    @Test
    void soDoesNoHeaderAndAKeyThatIsUnknownOrRevoked() {
      assertRefused(KEYGATE.client());
      assertRefused(KEYGATE.client().bearer(WellFormed.secret()));
      Client admin = KEYGATE.client().admin();
      JsonNode key = admin.newKey(org, "prd");
      admin.post("/api/v1/keys/" + key.path("key").path("id").asText() + "/revoke", "{}");
      assertRefused(KEYGATE.client().bearer(key.path("secret").asText()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer %s", "BEARER %s", "  Bearer   %s  ", "Bearer\t%s"})
    void schemeAndSpaceDoNotMatter(String form) throws IOException {
      String answer =
          RawHttp.send(
              KEYGATE.url(),
              "GET /v1/verify HTTP/1.1\r\nHost: x\r\nAUTHORIZATION: "
                  + form.formatted(secret)
                  + "\r\nConnection: close\r\n\r\n");
      assertThat(answer).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aMissingPermissionIsA403() {
      Client admin = KEYGATE.client().admin();
      String ingest =
          admin
              .newKey(org, "dev", "{\"name\":\"i\",\"permissions\":[\"ingest\"]}")
              .path("secret")
              .asText();
      String read =
          admin
              .newKey(org, "dev", "{\"name\":\"r\",\"permissions\":[\"read\"]}")
              .path("secret")
              .asText();
      KEYGATE
          .client()
          .bearer(ingest)
          .get("/v2/warehouse/spans?from_timestamp_sec=0")
          .expect(403)
          .hasBody("{\"error\":\"The API key lacks the permission 'read'.\"}");
      KEYGATE
          .client()
          .bearer(read)
          .traces("{}")
          .expect(403)
          .hasBody("{\"code\":7,\"message\":\"The API key lacks the permission 'ingest'.\"}");
      KEYGATE.client().bearer(ingest).get("/v1/verify").expect(200);
      KEYGATE.client().bearer(read).get("/v1/verify").expect(200);
    }

    private void assertRefused(Client client) {
      Answer json = client.traces("{}");
      json.expect(401).hasBody("{\"code\":16,\"message\":\"" + UNAUTHORIZED + "\"}");
      assertThat(json.header("Content-Type")).isEqualTo(JSON);
      assertThat(json.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"otlp\"");
      Answer protobuf = client.post("/v1/traces", PROTOBUF, new byte[0]);
      assertStatus(protobuf, 401, 16, UNAUTHORIZED);
      for (String path : List.of("/v1/verify", "/v1/traceloop/prompts", "/v2/warehouse/spans")) {
        client.get(path).expect(401).hasBody("{\"error\":\"" + UNAUTHORIZED + "\"}");
      }
    }
  }

  @Nested
  class Verify {
    @Test
    void tellsWhoseKeyItIs() {
      Answer answer = holder.get("/v1/verify").expect(200);
      answer.hasBody(
          """
          {"keyId":"<key>","organization":"%s","project":"default-project","environment":"stg",
           "permissions":["ingest","read"],"expiresAt":null}\
          """
              .formatted(org));
      assertThat(answer.header("X-Keygate-Key-Id")).isEqualTo(answer.json().path("keyId").asText());
      assertThat(answer.header("X-Keygate-Organization")).isEqualTo(org);
      assertThat(answer.header("X-Keygate-Project")).isEqualTo("default-project");
      assertThat(answer.header("X-Keygate-Environment")).isEqualTo("stg");
      assertThat(answer.header("X-Scope-OrgID")).matches("stream-[0-9]+");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }
  }

  @Nested
  class Otlp {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "/v1/traces",
          "//v1/traces",
          "/v1/traces/",
          "/",
          "/v1/metrics",
          "//v1/metrics",
          "/v1/logs",
          "//v1/logs"
        })
    void anEmptyRequestIsASuccessInItsOwnEncoding(String path) {
      Answer json = holder.post(path, "{}").expect(200);
      assertThat(json.text()).isEqualTo("{}");
      assertThat(json.header("Content-Type")).isEqualTo(JSON);
      Answer protobuf = holder.post(path, PROTOBUF, new byte[0]).expect(200);
      assertThat(protobuf.bytes()).isEmpty();
      assertThat(protobuf.header("Content-Type")).isEqualTo(PROTOBUF);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"application/json; charset=utf-8", "APPLICATION/JSON", "application/json;"})
    void parametersOfTheTypeDoNotMatter(String type) {
      holder.post("/v1/traces", type, "{}".getBytes(UTF_8)).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-protobuf-not", "x"})
    void anotherTypeIsA415(String type) {
      holder
          .post("/v1/traces", type, "{}".getBytes(UTF_8))
          .expect(415)
          .hasBody("{\"code\":3,\"message\":\"Send application/x-protobuf or application/json.\"}");
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/traces", "PUT, /v1/metrics", "DELETE, /v1/logs", "GET, //v1/traces"})
    void anotherMethodIsA405(String method, String path) {
      Answer answer = holder.send(method, path, null, BodyPublishers.noBody());
      answer.expect(405).hasBody("{\"code\":3,\"message\":\"Use POST here.\"}");
      assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/traces", "/v1/metrics", "/v1/logs"})
    void brokenBodiesAreA400InTheirOwnEncoding(String path) {
      Answer json = holder.post(path, "{\"resource").expect(400);
      json.hasBody("{\"code\":3,\"message\":\"The body is no JSON.\"}");
      assertStatus(
          holder.post(path, PROTOBUF, "no protobuf".getBytes(UTF_8)),
          400,
          3,
          "The body is no protobuf message of this signal.");
    }

    @Test
    void snakeCaseIsNotLostSilently() {
      holder
          .traces("{\"resource_spans\":[]}")
          .expect(400)
          .hasBody(
              """
              {"code":3,"message":
                "OTLP/JSON has lowerCamelCase names: resourceSpans, not resource_spans."}\
              """);
    }

    @Test
    void wrongEncodingsAreA400() {
      byte[] body = "{}".getBytes(UTF_8);
      holder
          .with("Content-Encoding", "gzip")
          .post("/v1/traces", JSON, body)
          .expect(400)
          .hasBody("{\"code\":3,\"message\":\"The body is not what its content encoding says.\"}");
      holder
          .with("Content-Encoding", "br")
          .post("/v1/traces", JSON, body)
          .expect(400)
          .hasBody(
              """
              {"code":3,"message":
                "The content encoding is not understood; send gzip, deflate or none."}\
              """);
    }

    @Test
    void aBombIsA413() throws IOException {
      var bomb = new ByteArrayOutputStream();
      try (OutputStream gzip = new GZIPOutputStream(bomb)) {
        byte[] chunk = new byte[1 << 20];
        for (int i = 0; i < 300; i++) {
          gzip.write(chunk);
        }
      }
      assertThat(bomb.size()).isLessThan(1 << 20);
      assertStatus(
          holder.with("Content-Encoding", "gzip").post("/v1/traces", PROTOBUF, bomb.toByteArray()),
          413,
          8,
          "The body is larger than " + LIMIT + " bytes.");
      holder.get("/v1/verify").expect(200);
    }

    @Test
    void aBombOfManyEmptyElementsIsA413() throws IOException {
      byte[] spans = new byte[40 << 20];
      for (int i = 0; i < spans.length; i += 2) {
        spans[i] = 2 << 3 | 2;
      }
      var body = new ByteArrayOutputStream();
      try (OutputStream gzip = new GZIPOutputStream(body)) {
        var scope = CodedOutputStream.newInstance(gzip);
        int scopeSize = CodedOutputStream.computeByteArraySize(2, spans);
        scope.writeTag(1, 2);
        scope.writeUInt32NoTag(scopeSize);
        scope.writeByteArray(2, spans);
        scope.flush();
      }
      for (String path : List.of("/v1/traces", "/v1/metrics", "/v1/logs")) {
        assertStatus(
            holder.with("Content-Encoding", "gzip").post(path, PROTOBUF, body.toByteArray()),
            413,
            8,
            "The request has too many elements; send smaller batches.");
      }
      holder.get("/v1/verify").expect(200);
    }

    @Test
    void moreThan64MebibytesAreA413WithAndWithoutLength() {
      byte[] chunk = new byte[65 << 20];
      String message = "The body is larger than " + LIMIT + " bytes.";
      assertStatus(holder.post("/v1/traces", PROTOBUF, chunk), 413, 8, message);
      Answer chunked =
          holder.send(
              "POST", "/v1/traces", PROTOBUF, BodyPublishers.ofInputStream(() -> zeros(65 << 20)));
      assertStatus(chunked, 413, 8, message);
      holder.get("/v1/verify").expect(200);
    }

    private static InputStream zeros(int count) {
      return new ByteArrayInputStream(new byte[count]);
    }
  }

  @Nested
  class SdkPaths {
    @Test
    void promptsAndAllowList() {
      holder
          .get("/v1/traceloop/prompts")
          .expect(200)
          .hasBody("{\"prompts\":[],\"environment\":\"stg\"}");
      holder
          .get("/v1/traceloop/pii/tracing-allow-list")
          .expect(200)
          .hasBody("{\"associationPropertyAllowList\":[]}");
      holder.get("//v1/traceloop/prompts").expect(200);
    }

    @Test
    void imagesAreTakenAndDropped() {
      Answer url =
          holder.post(
              "//v2/traces/123456789012345678901234567890/spans/1234567890123456789/images",
              "{\"image_name\":\"message_0_content_1.png\"}");
      String upload = url.expect(200).json().path("url").asText();
      assertThat(upload).startsWith(KEYGATE.url() + "/v2/traces/");
      holder
          .post(
              upload.substring(KEYGATE.url().length()),
              "{\"image_data\":\"" + "QUJD".repeat(100_000) + "\"}")
          .expect(200);
      KEYGATE.client().post(upload.substring(KEYGATE.url().length()), "{}").expect(401);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/v1/traceloop/datasets",
          "/v1/traceloop",
          "/v1",
          "/v2",
          "/v2/evaluators/x",
          "/v2/warehouse",
          "/v1/nothing",
          "//v2/nothing",
          "/nothing",
          "/"
        })
    void anythingElseIsA404InJson(String path) {
      Answer answer = holder.get(path).expect(404);
      assertThat(answer.header("Content-Type")).isEqualTo(JSON);
      assertThat(answer.json().path("error").asText()).isEqualTo("There is nothing at this path.");
    }

    @Test
    void absoluteFormWorksAsBehindAProxy() throws IOException {
      for (String path : List.of("/", "/v1/traces", "//v1/traces")) {
        String answer =
            RawHttp.send(
                KEYGATE.url(),
                "POST http://traceloop.example.org"
                    + path
                    + " HTTP/1.1\r\n"
                    + "Host: traceloop.example.org\r\n"
                    + "Content-Type: application/json\r\n"
                    + "Authorization: Bearer "
                    + secret
                    + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        assertThat(answer).as(path).startsWith("HTTP/1.1 200 ").endsWith("{}");
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/v1/traces?x=%zz", "/v1/traceloop/%2e%2e/x", "/v1/traceloop/prompts;a=b"})
    void nothingOddEverGivesAPageOrARedirect(String path) throws IOException {
      String answer =
          RawHttp.send(
              KEYGATE.url(), "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(answer).doesNotContainIgnoringCase("<html", "\r\nLocation:");
      assertThat(answer).doesNotStartWith("HTTP/1.1 3").doesNotStartWith("HTTP/1.1 5");
    }
  }

  @Test
  void aSpanOfTheWrongFormIsRejectedAndTheOthersStay() throws IOException {
    Client fresh =
        KEYGATE
            .client()
            .bearer(KEYGATE.client().admin().newKey(org, "dev").path("secret").asText());
    byte[] body =
        Spans.request(
            List.of(
                Spans.span("kept").build(),
                Spans.span("short").setTraceId(Spans.spanId(7)).build()));
    Answer protobuf = fresh.post("/v1/traces", PROTOBUF, body).expect(200);
    var answer = ExportTraceServiceResponse.parseFrom(protobuf.bytes());
    assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(answer.getPartialSuccess().getErrorMessage())
        .isEqualTo("trace_id must be 16 bytes that are not all zero");
    fresh
        .traces(Spans.json("abc", Spans.newSpanId(), "bad hex"))
        .expect(200)
        .hasBody(
            """
            {"partialSuccess":{"rejectedSpans":"1",
              "errorMessage":"trace_id must be 16 bytes that are not all zero"}}\
            """);
    JsonNode spans = fresh.get("/v2/warehouse/spans?from_timestamp_sec=0").json().path("spans");
    assertThat(spans.path("data").findValuesAsText("span_name")).contains("kept");
    assertThat(spans.path("data").findValuesAsText("span_name")).doesNotContain("short", "bad hex");
  }

  private static void assertStatus(Answer answer, int status, int code, String message) {
    answer.expect(status);
    assertThat(answer.header("Content-Type")).isEqualTo(PROTOBUF);
    try {
      CodedInputStream in = CodedInputStream.newInstance(answer.bytes());
      assertThat(in.readTag()).isEqualTo(1 << 3);
      assertThat(in.readInt32()).isEqualTo(code);
      assertThat(in.readTag()).isEqualTo(2 << 3 | 2);
      assertThat(in.readString()).isEqualTo(message);
      assertThat(in.isAtEnd()).isTrue();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A key with the right checksum that nobody ever generated. */
  private static final class WellFormed {
    static String secret() {
      String body = "kg_dev_" + "0".repeat(30);
      var crc = new CRC32();
      crc.update(body.getBytes(UTF_8));
      return body + Base62.encode(crc.getValue(), 6);
    }
  }
}
