// A workflow with a nested task and an LLM call, sent when it starts and once more when a line
// comes in on standard input. It builds the exporter as go-openllmetry does: the base URL is taken
// word for word, so one without a path means POST / since OpenTelemetry Go 1.45.
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

func main() {
	ctx := context.Background()
	exporter, err := otlptracehttp.New(ctx,
		otlptracehttp.WithEndpointURL(os.Getenv("TRACELOOP_BASE_URL")),
		otlptracehttp.WithHeaders(map[string]string{
			"Authorization": "Bearer " + os.Getenv("TRACELOOP_API_KEY"),
		}))
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	provider := sdktrace.NewTracerProvider(
		sdktrace.WithBatcher(exporter),
		sdktrace.WithResource(resource.NewSchemaless(
			attribute.String("service.name", "sdk-check-go"))))
	tracer := provider.Tracer("sdk-check")

	tellStory(ctx, tracer)
	fmt.Println("flush:", provider.ForceFlush(ctx))
	fmt.Println("sent")
	bufio.NewScanner(os.Stdin).Scan()
	tellStory(ctx, tracer)
	fmt.Println("flush:", provider.ForceFlush(ctx))
	fmt.Println("survived")
}

func tellStory(ctx context.Context, tracer trace.Tracer) {
	story := attribute.String("traceloop.workflow.name", "story")
	ctx, workflow := tracer.Start(ctx, "story.workflow", trace.WithAttributes(story,
		attribute.String("traceloop.span.kind", "workflow"),
		attribute.String("traceloop.entity.name", "story")))
	defer workflow.End()
	ctx, task := tracer.Start(ctx, "draft.task", trace.WithAttributes(story,
		attribute.String("traceloop.span.kind", "task"),
		attribute.String("traceloop.entity.name", "draft")))
	defer task.End()
	_, call := tracer.Start(ctx, "openai.chat", trace.WithAttributes(story,
		attribute.String("gen_ai.request.model", "gpt-4o"),
		attribute.String("gen_ai.response.model", "gpt-4o-2024-08-06"),
		attribute.Int("gen_ai.usage.input_tokens", 12),
		attribute.Int("gen_ai.usage.output_tokens", 5),
		attribute.Int("gen_ai.usage.total_tokens", 17)))
	call.End()
}
