/**
 * Completes the document at /openapi. Annotations and META-INF/openapi.yaml say what is particular;
 * what follows from the code by a rule (roles, problems, nullability, headers) is added here, so
 * that no resource repeats it.
 */
@NullMarked
package io.keygate.platform.openapi;

import org.jspecify.annotations.NullMarked;
