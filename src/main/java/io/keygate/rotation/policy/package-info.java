/**
 * How old a key may get, of an organization, one of its environments, or a stream; the nearest
 * policy counts. What follows for each key, {@code rotateBy}, is kept with the key: computed anew
 * whenever a policy changes, because how a key came under a policy matters and not only which one
 * it is (design.md section 7, 11).
 */
@NullMarked
package io.keygate.rotation.policy;

import org.jspecify.annotations.NullMarked;
