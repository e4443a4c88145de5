package io.keygate.gate.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import io.keygate.trace.NewSpan;
import io.keygate.trace.Semantics;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans as Keygate keeps them from OTLP's; rejects those that cannot be kept, each by itself.
 */
final class SpanReader {
  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;
  private static final int LAST_KIND = 5;
  private static final int LAST_STATUS = 2;
  private static final String NONE = "[]";

  private final long largestSpan;
  private final List<NewSpan> spans = new ArrayList<>();
  private long rejected;
  private String errorMessage = "";

  private SpanReader(long largestSpan) {
    this.largestSpan = largestSpan;
  }

  /** What a batch of spans has in common. */
  private record Origin(String service, String resource, InstrumentationScope scope) {}

  static TraceBatch read(ExportTraceServiceRequest request, long largestSpan) {
    var reader = new SpanReader(largestSpan);
    for (ResourceSpans resource : request.getResourceSpansList()) {
      reader.read(resource);
    }
    return new TraceBatch(reader.spans, reader.rejected, reader.errorMessage);
  }

  private void read(ResourceSpans resourceSpans) {
    var attributes = AttributeJson.byName(resourceSpans.getResource().getAttributesList());
    AnyValue service = attributes.getOrDefault("service.name", AnyValue.getDefaultInstance());
    String resource = AttributeJson.text(json -> AttributeJson.write(json, attributes));
    for (ScopeSpans scope : resourceSpans.getScopeSpansList()) {
      var origin = new Origin(service.getStringValue(), resource, scope.getScope());
      for (Span span : scope.getSpansList()) {
        add(span, origin);
      }
    }
  }

  private void add(Span span, Origin origin) {
    String reason = reasonToReject(span);
    if (reason == null) {
      NewSpan kept = kept(span, origin);
      if (kept.size() <= largestSpan) {
        spans.add(kept);
        return;
      }
      reason = "a span is larger than the database takes";
    }
    rejected++;
    if (errorMessage.isEmpty()) {
      errorMessage = reason;
    }
  }

  private static @Nullable String reasonToReject(Span span) {
    if (!isId(span.getTraceId(), TRACE_ID_BYTES)) {
      return "trace_id must be 16 bytes that are not all zero";
    }
    if (!isId(span.getSpanId(), SPAN_ID_BYTES)) {
      return "span_id must be 8 bytes that are not all zero";
    }
    if (!span.getParentSpanId().isEmpty() && span.getParentSpanId().size() != SPAN_ID_BYTES) {
      return "parent_span_id must be 8 bytes or absent";
    }
    if (span.getStartTimeUnixNano() < 0 || span.getEndTimeUnixNano() < 0) {
      return "start and end must be before the year 2262";
    }
    return null;
  }

  private static boolean isId(ByteString id, int length) {
    if (id.size() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (id.byteAt(i) != 0) {
        return true;
      }
    }
    return false;
  }

  private static NewSpan kept(Span span, Origin origin) {
    Map<String, AnyValue> attributes = AttributeJson.byName(span.getAttributesList());
    return new NewSpan(
        span.getTraceId().toByteArray(),
        span.getSpanId().toByteArray(),
        isId(span.getParentSpanId(), SPAN_ID_BYTES) ? span.getParentSpanId().toByteArray() : null,
        span.getTraceState(),
        span.getName(),
        known(span.getKindValue(), LAST_KIND),
        span.getStartTimeUnixNano(),
        Math.max(0, span.getEndTimeUnixNano() - span.getStartTimeUnixNano()),
        known(span.getStatus().getCodeValue(), LAST_STATUS),
        span.getStatus().getMessage(),
        origin.service(),
        origin.scope().getName(),
        origin.scope().getVersion(),
        Semantics.of(AttributeJson.scalars(attributes)),
        AttributeJson.text(json -> AttributeJson.write(json, attributes)),
        origin.resource(),
        events(span),
        links(span));
  }

  private static int known(int number, int last) {
    return number >= 0 && number <= last ? number : 0;
  }

  private static String events(Span span) {
    return array(
        span.getEventsList(),
        (json, event) -> {
          json.writeStringField("timeUnixNano", Long.toUnsignedString(event.getTimeUnixNano()));
          json.writeStringField("name", event.getName());
          json.writeFieldName("attributes");
          AttributeJson.write(json, AttributeJson.byName(event.getAttributesList()));
        });
  }

  private static String links(Span span) {
    return array(
        span.getLinksList(),
        (json, link) -> {
          json.writeStringField("traceId", hex(link.getTraceId()));
          json.writeStringField("spanId", hex(link.getSpanId()));
          json.writeStringField("traceState", link.getTraceState());
          json.writeFieldName("attributes");
          AttributeJson.write(json, AttributeJson.byName(link.getAttributesList()));
        });
  }

  private interface Element<T> {
    void write(JsonGenerator json, T element) throws IOException;
  }

  private static <T> String array(List<T> elements, Element<T> element) {
    if (elements.isEmpty()) {
      return NONE;
    }
    return AttributeJson.text(
        json -> {
          json.writeStartArray();
          for (T each : elements) {
            json.writeStartObject();
            element.write(json, each);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
