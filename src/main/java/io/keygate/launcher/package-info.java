/**
 * Starts Keygate on one machine: the embedded database where none is named, then the server. A
 * program of its own, behind {@code scripts/run}; not in the WAR.
 */
@NullMarked
package io.keygate.launcher;

import org.jspecify.annotations.NullMarked;
