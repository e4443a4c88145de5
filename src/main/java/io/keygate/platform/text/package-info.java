/** Slugs, base62, public identifiers. */
@NullMarked
package io.keygate.platform.text;

import org.jspecify.annotations.NullMarked;
