import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * A workflow with a nested task and an LLM call, sent when it starts and once more when a line
 * comes in on standard input, by the plain OpenTelemetry SDK. The argument says how: {@code
 * protobuf}, {@code gzip} or {@code json}.
 */
final class Client {
  private static final String ENDPOINT = System.getenv("TRACELOOP_BASE_URL") + "/v1/traces";
  private static final String AUTHORIZATION = "Bearer " + System.getenv("TRACELOOP_API_KEY");

  public static void main(String[] args) throws IOException {
    SpanExporter exporter = args[0].equals("json") ? new JsonExporter() : protobuf(args[0]);
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .setResource(
                Resource.create(Attributes.builder().put("service.name", "sdk-check-java").build()))
            .build();
    Tracer tracer = provider.get("sdk-check");

    tellStory(tracer);
    provider.forceFlush().join(10, TimeUnit.SECONDS);
    System.out.println("sent");
    System.in.read();
    tellStory(tracer);
    provider.forceFlush().join(10, TimeUnit.SECONDS);
    System.out.println("survived");
    provider.close();
  }

  private static SpanExporter protobuf(String form) {
    return OtlpHttpSpanExporter.builder()
        .setEndpoint(ENDPOINT)
        .addHeader("Authorization", AUTHORIZATION)
        .setCompression(form.equals("gzip") ? "gzip" : "none")
        .build();
  }

  private static void tellStory(Tracer tracer) {
    Span workflow = span(tracer, "story.workflow", Context.root());
    workflow.setAttribute("traceloop.span.kind", "workflow");
    workflow.setAttribute("traceloop.entity.name", "story");
    Span task = span(tracer, "draft.task", Context.root().with(workflow));
    task.setAttribute("traceloop.span.kind", "task");
    task.setAttribute("traceloop.entity.name", "draft");
    Span call = span(tracer, "openai.chat", Context.root().with(task));
    call.setAttribute("gen_ai.request.model", "gpt-4o");
    call.setAttribute("gen_ai.response.model", "gpt-4o-2024-08-06");
    call.setAttribute(AttributeKey.longKey("gen_ai.usage.input_tokens"), 12L);
    call.setAttribute(AttributeKey.longKey("gen_ai.usage.output_tokens"), 5L);
    call.setAttribute(AttributeKey.longKey("gen_ai.usage.total_tokens"), 17L);
    call.end();
    task.end();
    workflow.end();
  }

  private static Span span(Tracer tracer, String name, Context parent) {
    return tracer
        .spanBuilder(name)
        .setParent(parent)
        .setAttribute("traceloop.workflow.name", "story")
        .startSpan();
  }

  /** The SDK writes OTLP JSON, but sends only protobuf: the request is made here. */
  private static final class JsonExporter implements SpanExporter {
    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      try {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        TraceRequestMarshaler.create(spans).writeJsonTo(json);
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(ENDPOINT))
                .header("Authorization", AUTHORIZATION)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.toByteArray()))
                .build();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        System.out.println("status " + status);
        return status == 200 ? flush() : CompletableResultCode.ofFailure();
      } catch (IOException | InterruptedException e) {
        return CompletableResultCode.ofExceptionalFailure(e);
      }
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
