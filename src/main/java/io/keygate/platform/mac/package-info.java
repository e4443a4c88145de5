/** Keyed hashes: the files that hold their keys, outside the database. */
@NullMarked
package io.keygate.platform.mac;

import org.jspecify.annotations.NullMarked;
