package io.keygate.testing;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Telemetry to send. */
public final class Spans {
  /** A moment within every retention and query: 2026-11-23T00:00:00Z in seconds. */
  public static final long SECOND = 1_795_392_000L;

  private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

  private Spans() {}

  /** Another id at each call, 16 hex digits. */
  public static String newSpanId() {
    return HexFormat.of().toHexDigits(NEXT.incrementAndGet());
  }

  /** Another id at each call, 32 hex digits. */
  public static String newTraceId() {
    return newSpanId() + "00000000000000aa";
  }

  /** One span as OTLP/JSON. */
  public static String json(String traceId, String spanId, String name) {
    return """
    {"resourceSpans":[{"resource":{"attributes":[
      {"key":"service.name","value":{"stringValue":"shop"}}]},
      "scopeSpans":[{"scope":{"name":"test","version":"1"},"spans":[
        {"traceId":"%s","spanId":"%s","name":"%s","kind":3,
         "startTimeUnixNano":"%d000000000","endTimeUnixNano":"%d250000000",
         "attributes":[{"key":"answer","value":{"intValue":"42"}}]}]}]}]}\
    """
        .formatted(traceId, spanId, name, SECOND, SECOND);
  }

  /** A span with ids of its own, its name, and text attributes: name, value, name, value … */
  public static Span.Builder span(String name, String... attributes) {
    var span =
        Span.newBuilder()
            .setTraceId(bytes(newTraceId()))
            .setSpanId(bytes(newSpanId()))
            .setName(name)
            .setKindValue(Span.SpanKind.SPAN_KIND_INTERNAL_VALUE)
            .setStartTimeUnixNano(SECOND * 1_000_000_000L)
            .setEndTimeUnixNano(SECOND * 1_000_000_000L + 5_000_000);
    for (int i = 0; i < attributes.length; i += 2) {
      span.addAttributes(text(attributes[i], attributes[i + 1]));
    }
    return span;
  }

  /** A text attribute. */
  public static KeyValue text(String name, String value) {
    return KeyValue.newBuilder()
        .setKey(name)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  /** A whole-number attribute. */
  public static KeyValue number(String name, long value) {
    return KeyValue.newBuilder()
        .setKey(name)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  /** An export request with these spans. */
  public static byte[] request(List<Span> spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(text("service.name", "shop")))
                .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(spans)))
        .build()
        .toByteArray();
  }

  public static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  /** 16 bytes that say a number. */
  public static ByteString traceId(long number) {
    return ByteString.copyFrom(ByteBuffer.allocate(16).putLong(1).putLong(number).array());
  }

  /** 8 bytes that say a number, from 1. */
  public static ByteString spanId(long number) {
    return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(number).array());
  }
}
