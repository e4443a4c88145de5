/** Projects: isolation boundaries for one application or service each, inside an organization. */
@NullMarked
package io.keygate.project;

import org.jspecify.annotations.NullMarked;
