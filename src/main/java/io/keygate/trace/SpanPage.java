package io.keygate.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of spans. */
public record SpanPage(List<StoredSpan> spans, long total, @Nullable String nextCursor) {}
