/**
 * Who knows the time: one Clock for everybody, in UTC with microseconds as the database keeps them.
 */
@NullMarked
package io.keygate.platform.time;

import org.jspecify.annotations.NullMarked;
