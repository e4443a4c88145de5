/** Requests that may be sent again without being done again (api.md, Idempotency-Key). */
@NullMarked
package io.keygate.platform.idempotency;

import org.jspecify.annotations.NullMarked;
