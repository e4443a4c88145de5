/**
 * Errors as callers see them: RFC 9457 problems, one catalogue, one mapper for each kind of
 * exception.
 */
@NullMarked
package io.keygate.platform.problem;

import org.jspecify.annotations.NullMarked;
