// The program of go-pinned with an OpenTelemetry Go since 1.45, where a base URL without a path
// means POST /. There is no go.sum, for the same reason as there.
module keygate/sdkcheck

go 1.25.0

require (
	github.com/traceloop/go-openllmetry/traceloop-sdk v0.1.3
	go.opentelemetry.io/otel v1.46.0
	go.opentelemetry.io/otel/exporters/otlp/otlptrace v1.46.0
	go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc v1.46.0
	go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp v1.46.0
	go.opentelemetry.io/otel/sdk v1.46.0
	go.opentelemetry.io/otel/trace v1.46.0
)
