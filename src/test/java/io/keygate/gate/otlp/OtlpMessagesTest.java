package io.keygate.gate.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.keygate.testing.Spans;
import io.keygate.trace.NewSpan;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpMessagesTest {
  private static final long LARGEST = 1_000_000;
  private static final Memory FREE = bytes -> {};

  @Nested
  class Json {
    @Test
    void readsEveryKindOfValue() throws MalformedOtlpException {
      NewSpan span =
          only(
              json(
                  """
                  {"resourceSpans":[{"unknown":{"deep":[1,{}]},"scopeSpans":[{"spans":[{
                    "traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"eee19b7ec3c1b174",
                    "parentSpanId":"EEE19B7EC3C1B173","name":"n","kind":2,"traceState":"a=b",
                    "startTimeUnixNano":"1544712660000000000","endTimeUnixNano":1544712661000000000,
                    "status":{"code":2,"message":"bad"},
                    "attributes":[
                      {"key":"s","value":{"stringValue":"t\\u00e9xt"}},
                      {"key":"i","value":{"intValue":"9007199254740993"}},
                      {"key":"n","value":{"intValue":7}},
                      {"key":"d","value":{"doubleValue":0.5}},
                      {"key":"b","value":{"boolValue":true}},
                      {"key":"y","value":{"bytesValue":"AQI="}},
                      {"key":"a","value":{"arrayValue":{"values":[{"stringValue":"x"},{"intValue":"1"}]}}},
                      {"key":"m","value":{"kvlistValue":{"values":[{"key":"k","value":{"boolValue":false}}]}}},
                      {"key":"e","value":{}}],
                    "events":[{"timeUnixNano":"5","name":"ev","attributes":[]}],
                    "links":[{"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"eee19b7ec3c1b174"}]
                  }]}]}]}\
                  """));
      assertThat(HexFormat.of().formatHex(span.traceId()))
          .isEqualTo("5b8efff798038103d269b633813fc60c");
      assertThat(HexFormat.of().formatHex(span.spanId())).isEqualTo("eee19b7ec3c1b174");
      assertThat(span.parentSpanId()).isEqualTo(HexFormat.of().parseHex("eee19b7ec3c1b173"));
      assertThat(span.kind()).isEqualTo(2);
      assertThat(span.statusCode()).isEqualTo(2);
      assertThat(span.startNanos()).isEqualTo(1_544_712_660_000_000_000L);
      assertThat(span.durationNanos()).isEqualTo(1_000_000_000L);
      assertThat(span.attributes())
          .isEqualTo(
              "{\"s\":\"téxt\",\"i\":9007199254740993,\"n\":7,\"d\":0.5,\"b\":true,\"y\":\"AQI=\","
                  + "\"a\":[\"x\",1],\"m\":{\"k\":false},\"e\":null}");
      assertThat(span.events())
          .isEqualTo("[{\"timeUnixNano\":\"5\",\"name\":\"ev\",\"attributes\":{}}]");
      assertThat(span.links()).contains("5b8efff798038103d269b633813fc60c");
    }

    @Test
    void anEmptyRequestHasNoSpans() throws MalformedOtlpException {
      assertThat(json("{}").spans()).isEmpty();
      assertThat(json("{\"resourceSpans\":[]}").spans()).isEmpty();
      assertThat(json("{\"resourceSpans\":null}").spans()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "[]",
          "7",
          "{",
          "{\"resourceSpans\":{}}",
          "{\"resourceSpans\":[7]}",
          "{\"resourceSpans\":[]} x",
          "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":7}]}]}]}",
          "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":\"-1\"}]}]}]}",
          "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":\"1e999\"}]}]}]}",
          "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":1.5}]}]}]}",
          "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"kind\":\"SPAN_KIND_CLIENT\"}]}]}]}"
        })
    void refusesWhatIsNotOfThisForm(String text) {
      assertThatThrownBy(() -> json(text)).isInstanceOf(MalformedOtlpException.class);
    }

    @Test
    void refusesSnakeCaseInsteadOfLosingIt() {
      assertThatThrownBy(() -> json("{\"resource_spans\":[]}"))
          .isInstanceOf(MalformedOtlpException.class)
          .hasMessage("OTLP/JSON has lowerCamelCase names: resourceSpans, not resource_spans.");
    }

    @Test
    void refusesTooDeepNesting() {
      String deep = "{\"arrayValue\":{\"values\":[".repeat(500) + "{}" + "]}}".repeat(500);
      assertThatThrownBy(
              () ->
                  json(
                      "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"a\",\"value\":"
                          + deep
                          + "}]}}]}"))
          .isInstanceOf(MalformedOtlpException.class);
    }

    @Test
    void takesTextsOfManyMegabytes() throws MalformedOtlpException {
      String value = "x".repeat(25_000_000);
      TraceBatch batch =
          OtlpMessages.traces(
              Spans.json(Spans.newTraceId(), Spans.newSpanId(), value).getBytes(UTF_8),
              OtlpEncoding.JSON,
              FREE,
              100_000_000);
      assertThat(batch.spans()).singleElement().extracting(NewSpan::name).isEqualTo(value);
    }
  }

  @Nested
  class Protobuf {
    @Test
    void refusesWhatIsNone() {
      assertThatThrownBy(
              () ->
                  OtlpMessages.traces(
                      "no protobuf".getBytes(UTF_8), OtlpEncoding.PROTOBUF, FREE, LARGEST))
          .isInstanceOf(MalformedOtlpException.class);
    }

    @Test
    void keepsTheOthersWhenOneIsRejected() throws MalformedOtlpException {
      List<Span> spans =
          List.of(
              Spans.span("good").build(),
              Spans.span("short trace id").setTraceId(ByteString.copyFrom(new byte[8])).build(),
              Spans.span("zero trace id").setTraceId(ByteString.copyFrom(new byte[16])).build(),
              Spans.span("long span id").setSpanId(Spans.traceId(1)).build(),
              Spans.span("no span id").setSpanId(ByteString.EMPTY).build(),
              Spans.span("wrong parent").setParentSpanId(Spans.traceId(1)).build(),
              Spans.span("far future").setStartTimeUnixNano(-1).build(),
              Spans.span("huge", "text", "x".repeat(1_000_001)).build(),
              Spans.span("good too").build());
      TraceBatch batch = protobuf(spans);
      assertThat(batch.spans()).extracting(NewSpan::name).containsExactly("good", "good too");
      assertThat(batch.rejected()).isEqualTo(7);
      assertThat(batch.errorMessage()).isEqualTo("trace_id must be 16 bytes that are not all zero");
    }

    @Test
    void aParentOfZerosIsNone() throws MalformedOtlpException {
      Span span = Spans.span("root").setParentSpanId(ByteString.copyFrom(new byte[8])).build();
      assertThat(only(protobuf(List.of(span))).parentSpanId()).isNull();
    }

    @Test
    void unknownEnumerationNumbersBecomeUnset() throws MalformedOtlpException {
      Span.Builder span = Spans.span("odd").setKindValue(4711);
      span.getStatusBuilder().setCodeValue(99);
      NewSpan kept = only(protobuf(List.of(span.build())));
      assertThat(kept.kind()).isZero();
      assertThat(kept.statusCode()).isZero();
    }

    @Test
    void anEndBeforeTheStartIsNoDuration() throws MalformedOtlpException {
      Span span = Spans.span("odd").setEndTimeUnixNano(1).build();
      assertThat(only(protobuf(List.of(span))).durationNanos()).isZero();
    }

    @Test
    void ofAnAttributeThatComesTwiceTheLastCounts() throws MalformedOtlpException {
      Span span = Spans.span("twice", "a", "1", "a", "2").build();
      assertThat(only(protobuf(List.of(span))).attributes()).isEqualTo("{\"a\":\"2\"}");
    }
  }

  @Test
  void takesMemoryForWhatItBuildsBeforeItBuildsIt() {
    // Empty spans: two bytes each in protobuf, three in JSON.
    byte[] protobuf = Spans.request(Collections.nCopies(100_000, Span.getDefaultInstance()));
    String json =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + "{},".repeat(99_999) + "{}]}]}]}";
    for (var encoding : OtlpEncoding.values()) {
      byte[] body = encoding == OtlpEncoding.JSON ? json.getBytes(UTF_8) : protobuf;
      var taken = new AtomicLong();
      Memory limited =
          bytes -> {
            if (taken.addAndGet(bytes) > 10_000_000) {
              throw new IllegalStateException("no more");
            }
          };
      assertThatThrownBy(() -> OtlpMessages.traces(body, encoding, limited, LARGEST))
          .hasMessage("no more");
    }
  }

  private static TraceBatch json(String text) throws MalformedOtlpException {
    return OtlpMessages.traces(text.getBytes(UTF_8), OtlpEncoding.JSON, FREE, LARGEST);
  }

  private static TraceBatch protobuf(List<Span> spans) throws MalformedOtlpException {
    return OtlpMessages.traces(Spans.request(spans), OtlpEncoding.PROTOBUF, FREE, LARGEST);
  }

  private static NewSpan only(TraceBatch batch) {
    assertThat(batch.rejected()).as(batch.errorMessage()).isZero();
    assertThat(batch.spans()).hasSize(1);
    return batch.spans().get(0);
  }
}
