/** The document at /openapi, held against the code and against real answers. */
@NullMarked
package io.keygate.platform.openapi;

import org.jspecify.annotations.NullMarked;
