/** Spans: stored durably in groups, found again, removed when their time is over. */
@NullMarked
package io.keygate.trace;

import org.jspecify.annotations.NullMarked;
