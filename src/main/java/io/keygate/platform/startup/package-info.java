/**
 * What happens once at every start, in one order: configuration, schema, then the features' own.
 */
@NullMarked
package io.keygate.platform.startup;

import org.jspecify.annotations.NullMarked;
