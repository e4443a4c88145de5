/**
 * The JAX-RS application of the admin API: JSON, request ids, size limit, the container's error
 * pages.
 */
@NullMarked
package io.keygate.platform.web;

import org.jspecify.annotations.NullMarked;
