/**
 * Scheduled rotation: how old keys may get ({@code policy}), when somebody is told ({@code
 * schedule}), how the telling gets out and what became of it ({@code outbox}).
 */
@NullMarked
package io.keygate.rotation;

import org.jspecify.annotations.NullMarked;
