package io.keygate.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import io.keygate.testing.Spans;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WarehouseIT {
  private static final String SPANS = "/v2/warehouse/spans?from_timestamp_sec=0";
  private static final RunningKeygate KEYGATE = RunningKeygate.shared();

  private static String org = "";
  private static Client dev = KEYGATE.client();
  private static Client empty = KEYGATE.client();

  @BeforeAll
  static void sendSpans() {
    Client admin = KEYGATE.client().admin();
    org = admin.newOrganization();
    dev = KEYGATE.client().bearer(admin.newKey(org, "dev").path("secret").asText());
    empty = KEYGATE.client().bearer(admin.newKey(org, "prd").path("secret").asText());
    List<Span> spans = new ArrayList<>();
    spans.add(
        Spans.span(
                "openai.chat",
                "traceloop.workflow.name",
                "checkout",
                "traceloop.entity.name",
                "pay",
                "gen_ai.system",
                "openai",
                "llm.vendor",
                "openai",
                "gen_ai.request.model",
                "gpt-4o",
                "gen_ai.response.model",
                "gpt-4o-2024",
                "gen_ai.prompt.0.role",
                "user",
                "gen_ai.prompt.0.content",
                "Grüezi 👋",
                "gen_ai.completion.0.content",
                "Hoi",
                "traceloop.entity.input",
                "{\"a\":1}",
                "traceloop.entity.output",
                "out",
                "odd \"name\\",
                "quoted",
                "deployment.environment",
                "production")
            .setKindValue(Span.SpanKind.SPAN_KIND_CLIENT_VALUE)
            .setStartTimeUnixNano((Spans.SECOND + 3) * 1_000_000_000L)
            .setEndTimeUnixNano((Spans.SECOND + 3) * 1_000_000_000L + 1_500_000_000L)
            .addAttributes(Spans.number("gen_ai.usage.input_tokens", 11))
            .addAttributes(Spans.number("gen_ai.usage.output_tokens", 7))
            .build());
    spans.add(
        Spans.span("retrieve", "traceloop.workflow.name", "search", "score", "0.25")
            .setStartTimeUnixNano((Spans.SECOND + 1) * 1_000_000_000L)
            .setEndTimeUnixNano((Spans.SECOND + 1) * 1_000_000_000L + 20_000_000L)
            .build());
    spans.add(
        Spans.span("rank", "traceloop.workflow.name", "search", "score", "12")
            .setStartTimeUnixNano((Spans.SECOND + 2) * 1_000_000_000L)
            .setEndTimeUnixNano((Spans.SECOND + 2) * 1_000_000_000L + 300_000_000L)
            .addAttributes(Spans.number("gen_ai.usage.total_tokens", 100))
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("flag")
                    .setValue(AnyValue.newBuilder().setBoolValue(true)))
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("list")
                    .setValue(
                        AnyValue.newBuilder()
                            .setArrayValue(
                                ArrayValue.newBuilder()
                                    .addValues(AnyValue.newBuilder().setStringValue("a"))
                                    .addValues(AnyValue.newBuilder().setIntValue(1)))))
            .setStatus(Status.newBuilder().setCodeValue(2).setMessage("no luck"))
            .build());
    dev.post("/v1/traces", "application/x-protobuf", Spans.request(spans)).expect(200);
  }

  @Nested
  class One {
    @Test
    void isShownWhole() {
      JsonNode span =
          dev.get(SPANS + "&span_name=openai.chat").expect(200).json().at("/spans/data/0");
      assertThat(span.path("trace_id").asText()).matches("[0-9a-f]{32}");
      assertThat(span.path("span_id").asText()).matches("[0-9a-f]{16}");
      String body =
          span.toString()
              .replace(span.path("trace_id").asText(), "T")
              .replace(span.path("span_id").asText(), "S");
      assertThat(read(body))
          .isEqualTo(
              read(
                  """
                  {"environment":"dev","timestamp":%d,"trace_id":"T","span_id":"S",
                   "parent_span_id":"","trace_state":"","span_name":"openai.chat",
                   "span_kind":"SPAN_KIND_CLIENT","service_name":"shop",
                   "resource_attributes":{"service.name":"shop"},"scope_name":"","scope_version":"",
                   "span_attributes":{"traceloop.workflow.name":"checkout",
                     "traceloop.entity.name":"pay","gen_ai.system":"openai","llm.vendor":"openai",
                     "gen_ai.request.model":"gpt-4o","gen_ai.response.model":"gpt-4o-2024",
                     "gen_ai.prompt.0.role":"user","gen_ai.prompt.0.content":"Grüezi 👋",
                     "gen_ai.completion.0.content":"Hoi","traceloop.entity.input":"{\\"a\\":1}",
                     "traceloop.entity.output":"out","odd \\"name\\\\":"quoted",
                     "deployment.environment":"production",
                     "gen_ai.usage.input_tokens":"11","gen_ai.usage.output_tokens":"7"},
                   "duration":1500,"status_code":"STATUS_CODE_UNSET","status_message":"",
                   "prompts":{"gen_ai.prompt.0.role":"user","gen_ai.prompt.0.content":"Grüezi 👋"},
                   "completions":{"gen_ai.completion.0.content":"Hoi"},
                   "input":"{\\"a\\":1}","output":"out"}\
                  """
                      .formatted((Spans.SECOND + 3) * 1000)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          workflow=search                          | retrieve rank
          workflow=Search                          |
          flag=true                                | rank
          flag=1                                   |
          list=%5B%22a%22%2C1%5D                   | rank
          span_name=rank                           | rank
          llm.vendor=openai                        | openai.chat
          llm.vendor=openai&span_name=rank         |
          gen_ai.usage.input_tokens=11             | openai.chat
          odd+%22name%5C=quoted                    | openai.chat
          gen_ai.prompt.0.content=Gr%C3%BCezi+%F0%9F%91%8B | openai.chat
          traceloop.workflow.name=Checkout         |
          service_name=shop                        | retrieve rank openai.chat
          environment=production                   |
          stream_id=1                              |
          sort_order=DESC                          | openai.chat rank retrieve
          sort_by=duration_ms                      | retrieve rank openai.chat
          sort_by=duration_ms&sort_order=desc      | openai.chat rank retrieve
          sort_by=span_name                        | openai.chat rank retrieve
          sort_by=total_tokens                     | retrieve openai.chat rank
          sort_by=llm_usage_total_tokens&sort_order=DESC | rank openai.chat retrieve
          sort_by=traceloop_workflow_name          | openai.chat retrieve rank
          sort_by=traceloop_entity_name            | retrieve rank openai.chat
          sort_by=llm_response_model               | retrieve rank openai.chat
          """)
  void parametersFilterAndSort(String query, @Nullable String expected) {
    assertNames(query, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{"id":"span_name","operator":"equals","value":"rank"}]                  | rank
          [{"id":"span_name","operator":"not_equals","value":"rank"}]              | retrieve openai.chat
          [{"id":"llm.vendor","operator":"not_equals","value":"openai"}]           | retrieve rank
          [{"id":"duration_ms","operator":"greater_than","value":300}]             | openai.chat
          [{"id":"duration_ms","operator":"greater_than_or_equal","value":"300"}]  | rank openai.chat
          [{"id":"total_tokens","operator":"less_than","value":100}]               | openai.chat
          [{"id":"total_tokens","operator":"less_than_or_equal","value":100}]      | rank openai.chat
          [{"id":"score","operator":"greater_than","value":3}]                     | rank
          [{"id":"score","operator":"less_than","value":3}]                        | retrieve
          [{"id":"gen_ai.prompt.0.content","operator":"contains","value":"zi 👋"}] | openai.chat
          [{"id":"span_name","operator":"contains","value":"ra_k"}]                |
          [{"id":"span_name","operator":"starts_with","value":"r"}]                | retrieve rank
          [{"id":"span_name","operator":"in","value":["rank","openai.chat"]}]      | rank openai.chat
          [{"id":"score","operator":"in","value":["12",0.25]}]                     | retrieve rank
          [{"id":"score","operator":"not_in","value":["12"]}]                      | retrieve openai.chat
          [{"id":"score","operator":"exists"}]                                     | retrieve rank
          [{"id":"score","operator":"not_exists"}]                                 | openai.chat
          [{"id":"total_tokens","operator":"not_exists"}]                          | retrieve
          [{"id":"status_code","operator":"equals","value":"STATUS_CODE_ERROR"}]   | rank
          [{"id":"span_kind","operator":"equals","value":"SPAN_KIND_CLIENT"}]      | openai.chat
          [{"id":"span_name","operator":"starts_with","value":"r"},{"id":"score","operator":"equals","value":"12"}] | rank
          [{"id":"x' or '1'='1","operator":"equals","value":"' or 1=1 -- "}]       |
          []                                                                       | retrieve rank openai.chat
          """)
  void filtersHaveEveryOperator(String filters, @Nullable String expected) {
    assertNames("filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8), expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          to_timestamp_sec=x         | to_timestamp_sec must be whole seconds since 1970
          sort_order=up              | sort_order must be ASC or DESC
          sort_by=password           | sort_by: 'password' is not a field to sort by
          limit=0                    | limit must be 1 to 1000
          limit=1001                 | limit must be 1 to 1000
          limit=many                 | limit must be 1 to 1000
          cursor=x                   | cursor: use the next_cursor of the page before, with the same sort_by and sort_order
          total_tokens=1e999999999   | the value for 'total_tokens' must be a number
          filters=x                  | filters must be JSON
          filters=%7B%7D             | filters must be an array
          filters=%5B1%5D            | a filter needs an id
          filters=%5B%7B%22id%22%3A%22a%22%2C%22operator%22%3A%22like%22%7D%5D | 'like' is no operator
          filters=%5B%7B%22id%22%3A%22a%22%2C%22operator%22%3A%22equals%22%7D%5D | the filter of 'a' needs a value that fits its operator
          filters=%5B%7B%22id%22%3A%22total_tokens%22%2C%22operator%22%3A%22equals%22%2C%22value%22%3A%22x%22%7D%5D | the value for 'total_tokens' must be a number
          """)
  void saysWhatIsWrong(String query, String error) {
    Answer answer = dev.get(SPANS + "&" + query).expect(400);
    assertThat(answer.json().path("error").asText()).isEqualTo(error);
  }

  @Test
  void theStartIsRequired() {
    dev.get("/v2/warehouse/spans")
        .expect(400)
        .hasBody("{\"error\":\"from_timestamp_sec is missing\"}");
  }

  @Test
  void timesAreSeconds() {
    assertNames("from_timestamp_sec=" + (Spans.SECOND + 2), "rank openai.chat");
    assertNames("to_timestamp_sec=" + (Spans.SECOND + 2), "retrieve rank");
    assertNames("from_timestamp_sec=99999999999999999", "");
  }

  @Test
  void anotherStreamSeesNothingWhateverItAsks() {
    for (String query :
        List.of(
            "", "&environment=dev", "&stream_id=1", "&project=default-project", "&api_key_id=1")) {
      JsonNode spans = empty.get(SPANS + query).expect(200).json().path("spans");
      assertThat(spans.path("data")).isEmpty();
      assertThat(spans.path("total_results").asInt()).isZero();
    }
  }

  @Test
  void theSameSpanTwiceIsOne() {
    Client stg =
        KEYGATE
            .client()
            .bearer(KEYGATE.client().admin().newKey(org, "stg").path("secret").asText());
    String span = Spans.json(Spans.newTraceId(), Spans.newSpanId(), "once");
    stg.traces(span).expect(200);
    stg.traces(span).expect(200);
    byte[] twice =
        Spans.request(
            List.of(
                Spans.span("a").setTraceId(Spans.traceId(5)).setSpanId(Spans.spanId(5)).build(),
                Spans.span("b").setTraceId(Spans.traceId(5)).setSpanId(Spans.spanId(5)).build()));
    stg.post("/v1/traces", "application/x-protobuf", twice).expect(200);
    JsonNode spans = stg.get(SPANS).json().path("spans");
    assertThat(spans.path("total_results").asInt()).isEqualTo(2);
    dev.traces(span.replace("once", "in another stream")).expect(200);
    dev.get(SPANS + "&span_name=in+another+stream").expect(200);
    assertThat(stg.get(SPANS).json().at("/spans/total_results").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"timestamp", "span_name", "duration_ms", "trace_id", "total_tokens"})
  void pagesThroughTenThousandSpansWithoutLosingOrRepeatingOne(String sortBy) {
    Client many = ManySpans.client();
    for (String order : List.of("ASC", "DESC")) {
      Set<String> seen = new HashSet<>();
      String cursor = "";
      int pages = 0;
      do {
        JsonNode spans =
            many.get(
                    SPANS
                        + "&limit=1000&sort_by="
                        + sortBy
                        + "&sort_order="
                        + order
                        + "&cursor="
                        + cursor)
                .expect(200)
                .json()
                .path("spans");
        assertThat(spans.path("total_results").asInt()).isEqualTo(ManySpans.COUNT);
        spans.path("data").forEach(s -> assertThat(seen.add(s.path("span_id").asText())).isTrue());
        cursor = spans.path("next_cursor").asText();
        pages++;
      } while (!cursor.isEmpty() && pages < 20);
      assertThat(seen).hasSize(ManySpans.COUNT);
    }
  }

  @Test
  void keepsValuesOfMegabytesWhole() {
    String value = "ä1".repeat(11_000_000);
    dev.post(
            "/v1/traces",
            "application/x-protobuf",
            Spans.request(List.of(Spans.span("long one", "long", value).build())))
        .expect(200);
    JsonNode span = dev.get(SPANS + "&span_name=long+one").expect(200).json().at("/spans/data/0");
    assertThat(span.at("/span_attributes/long").asText()).isEqualTo(value);
  }

  private static void assertNames(String query, @Nullable String expected) {
    String path =
        query.startsWith("from_timestamp_sec")
            ? "/v2/warehouse/spans?" + query
            : SPANS + "&" + query;
    String until = query.startsWith("to_") ? "" : "&to_timestamp_sec=" + (Spans.SECOND + 3);
    JsonNode spans = dev.get(path + until).expect(200).json().path("spans");
    List<String> names = new ArrayList<>();
    spans.path("data").forEach(span -> names.add(span.path("span_name").asText()));
    names.removeIf(name -> name.equals("long one") || name.equals("in another stream"));
    assertThat(String.join(" ", names)).isEqualTo(expected == null ? "" : expected);
  }

  private static JsonNode read(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** A stream with ten thousand spans, sent once. */
  private static final class ManySpans {
    static final int COUNT = 10_000;
    private static Client client = KEYGATE.client();
    private static boolean sent;

    static synchronized Client client() {
      if (!sent) {
        Client admin = KEYGATE.client().admin();
        String secret = admin.newKey(admin.newOrganization(), "dev").path("secret").asText();
        client = KEYGATE.client().bearer(secret);
        for (int i = 0; i < COUNT; i += 500) {
          List<Span> batch = new ArrayList<>();
          for (int j = i; j < i + 500; j++) {
            batch.add(
                Spans.span("name " + j % 7, "index", Integer.toString(j))
                    .setStartTimeUnixNano((Spans.SECOND + j % 100) * 1_000_000_000L)
                    .setEndTimeUnixNano((Spans.SECOND + j % 100) * 1_000_000_000L + j % 13)
                    .build());
          }
          client.post("/v1/traces", "application/x-protobuf", Spans.request(batch)).expect(200);
        }
        sent = true;
      }
      return client;
    }
  }
}
