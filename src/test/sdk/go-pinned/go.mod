// There is no go.sum: "go mod tidy" makes it, vouched for by the checksum database; all versions
// follow from the one that is pinned here.
module keygate/sdkcheck

go 1.24.0

// With the OpenTelemetry Go that the SDK itself pins (1.37)
require github.com/traceloop/go-openllmetry/traceloop-sdk v0.1.3
