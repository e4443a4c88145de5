/**
 * {@code scripts/sdk-check}: real traces, sent by the unmodified SDKs of four languages to an
 * instance of its own. The programs that use the SDKs are in {@code src/test/sdk}; this package
 * installs and runs them, and reads back what arrived.
 *
 * <p>A runtime that the machine lacks, or an SDK that its registry does not hand out, is left out
 * and said so; nothing is left out silently.
 */
@NullMarked
package io.keygate.sdkcheck;

import org.jspecify.annotations.NullMarked;
