/** The database: migration at start, validation of the entities against it, availability. */
@NullMarked
package io.keygate.platform.persistence;

import org.jspecify.annotations.NullMarked;
