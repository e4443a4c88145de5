package io.keygate.gate.otlp;

import io.keygate.trace.NewSpan;
import java.util.List;

/**
 * What a traces request holds.
 *
 * @param rejected how many of its spans cannot be kept
 * @param errorMessage why; empty where none was rejected
 */
public record TraceBatch(List<NewSpan> spans, long rejected, String errorMessage) {}
