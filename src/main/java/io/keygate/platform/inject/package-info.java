/** How beans are made. */
@NullMarked
package io.keygate.platform.inject;

import org.jspecify.annotations.NullMarked;
