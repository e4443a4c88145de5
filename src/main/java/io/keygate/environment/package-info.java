/** Environments at both levels, and the streams that they make with projects. */
@NullMarked
package io.keygate.environment;

import org.jspecify.annotations.NullMarked;
