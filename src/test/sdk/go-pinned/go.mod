// There is no go.sum yet: the SDK was not to be had where this was written. "go mod tidy" makes it,
// vouched for by the checksum database; versions follow from the ones pinned here.
module keygate/sdkcheck

go 1.26.0

// With the OpenTelemetry Go that the SDK itself pins (1.37)
require github.com/traceloop/go-openllmetry/traceloop-sdk v0.1.3
