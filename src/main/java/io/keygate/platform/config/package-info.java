/** Configuration by KEYGATE_* variables: typed, with defaults in code, checked at start. */
@NullMarked
package io.keygate.platform.config;

import org.jspecify.annotations.NullMarked;
