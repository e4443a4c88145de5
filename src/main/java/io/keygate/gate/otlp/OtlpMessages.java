package io.keygate.gate.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads export requests and writes their answers, in either encoding. */
public final class OtlpMessages {
  private OtlpMessages() {}

  /** ExportTracePartialSuccess in JSON, where 64-bit integers are text. */
  private record Rejected(String rejectedSpans, String errorMessage) {}

  /** The spans of a traces request; those that cannot be kept are counted and told. */
  public static TraceBatch traces(
      byte[] body, OtlpEncoding encoding, Memory memory, long largestSpan)
      throws MalformedOtlpException {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    read(body, encoding, memory, request);
    return SpanReader.read(request.build(), largestSpan);
  }

  /** How many metrics a request has. */
  public static long countMetrics(byte[] body, OtlpEncoding encoding, Memory memory)
      throws MalformedOtlpException {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    read(body, encoding, memory, request);
    return request.getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .mapToLong(scope -> scope.getMetricsCount())
        .sum();
  }

  /** How many log records a request has. */
  public static long countLogs(byte[] body, OtlpEncoding encoding, Memory memory)
      throws MalformedOtlpException {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    read(body, encoding, memory, request);
    return request.getResourceLogsList().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .mapToLong(scope -> scope.getLogRecordsCount())
        .sum();
  }

  /** The answer of full success: an empty message. */
  public static byte[] success(OtlpEncoding encoding) {
    return encoding == OtlpEncoding.JSON ? "{}".getBytes(StandardCharsets.US_ASCII) : new byte[0];
  }

  /** The answer to a traces request of which some spans were rejected. */
  public static byte[] partialSuccess(OtlpEncoding encoding, TraceBatch batch) {
    if (encoding == OtlpEncoding.JSON) {
      var told = new Rejected(Long.toString(batch.rejected()), batch.errorMessage());
      return AttributeJson.bytes(Map.of("partialSuccess", told));
    }
    return ExportTraceServiceResponse.newBuilder()
        .setPartialSuccess(
            ExportTracePartialSuccess.newBuilder()
                .setRejectedSpans(batch.rejected())
                .setErrorMessage(batch.errorMessage()))
        .build()
        .toByteArray();
  }

  private static void read(byte[] body, OtlpEncoding encoding, Memory memory, Message.Builder into)
      throws MalformedOtlpException {
    if (encoding == OtlpEncoding.JSON) {
      OtlpJson.read(body, memory, into);
      return;
    }
    memory.take(Memory.BYTES_PER_ELEMENT * WireCount.messages(body, into.getDescriptorForType()));
    try {
      into.mergeFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedOtlpException("The body is no protobuf message of this signal.");
    }
  }
}
