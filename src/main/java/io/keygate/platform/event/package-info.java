/** Domain events: fired synchronously inside the transaction of the change that they tell of. */
@NullMarked
package io.keygate.platform.event;

import org.jspecify.annotations.NullMarked;
