package io.keygate.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;

/** A traces request as an application with LLM calls sends it: workflows, each with its calls. */
final class SpanRequest {
  /** What SDKs send at most in one request, unless configured otherwise. */
  static final int SPANS = 512;

  static final int SPANS_OF_A_TRACE = 8;

  private SpanRequest() {}

  /** The body; its trace ids count up from 1, so that {@link SpanRequests} finds them. */
  static byte[] body() {
    ScopeSpans.Builder spans = ScopeSpans.newBuilder().setScope(scope());
    for (int i = 0; i < SPANS; i++) {
      spans.addSpans(i % SPANS_OF_A_TRACE == 0 ? workflow(i) : call(i));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().setResource(resource()).addScopeSpans(spans))
        .build()
        .toByteArray();
  }

  /** The trace id of a span in {@link #body}. */
  static byte[] traceId(int index) {
    return ByteBuffer.allocate(16).put("KgBench/".getBytes(UTF_8)).putLong(index + 1L).array();
  }

  private static Span.Builder span(int index, String name) {
    return Span.newBuilder()
        .setTraceId(ByteString.copyFrom(traceId(index)))
        .setSpanId(ByteString.copyFromUtf8("span-id."))
        .setName(name)
        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
        .setStartTimeUnixNano(1)
        .setEndTimeUnixNano(1)
        .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_OK));
  }

  private static Span workflow(int index) {
    return span(index, "answer_customer.workflow")
        .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
        .addAttributes(text("traceloop.span.kind", "workflow"))
        .addAttributes(text("traceloop.workflow.name", "answer_customer"))
        .addAttributes(text("traceloop.entity.name", "answer_customer"))
        .addAttributes(text("traceloop.association.properties.user_id", "user-" + index))
        .addAttributes(text("traceloop.entity.input", "{\"question\": \"" + QUESTION + "\"}"))
        .addAttributes(text("traceloop.entity.output", "{\"answer\": \"" + ANSWER + "\"}"))
        .build();
  }

  private static Span call(int index) {
    return span(index, "openai.chat")
        .setParentSpanId(ByteString.copyFromUtf8("parentid"))
        .addAttributes(text("gen_ai.provider.name", "openai"))
        .addAttributes(text("gen_ai.operation.name", "chat"))
        .addAttributes(text("gen_ai.request.model", "gpt-4o"))
        .addAttributes(text("gen_ai.response.model", "gpt-4o-2024-08-06"))
        .addAttributes(number("gen_ai.usage.input_tokens", 200 + index))
        .addAttributes(number("gen_ai.usage.output_tokens", 40 + index % 100))
        .addAttributes(number("gen_ai.usage.total_tokens", 240 + index + index % 100))
        .addAttributes(text("gen_ai.prompt.0.role", "user"))
        .addAttributes(text("gen_ai.prompt.0.content", QUESTION))
        .addAttributes(text("traceloop.workflow.name", "answer_customer"))
        .addAttributes(text("traceloop.association.properties.user_id", "user-" + index))
        .build();
  }

  private static final String QUESTION = "Where is my parcel? I ordered on Monday.";
  private static final String ANSWER = "It left our warehouse this morning; expect it tomorrow.";

  private static Resource resource() {
    return Resource.newBuilder()
        .addAttributes(text("service.name", "customer-desk"))
        .addAttributes(text("telemetry.sdk.language", "python"))
        .addAttributes(text("telemetry.sdk.name", "opentelemetry"))
        .addAttributes(text("telemetry.sdk.version", "1.44.0"))
        .build();
  }

  private static InstrumentationScope scope() {
    return InstrumentationScope.newBuilder()
        .setName("opentelemetry.instrumentation.openai.v1")
        .setVersion("0.62.0")
        .build();
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static KeyValue number(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }
}
