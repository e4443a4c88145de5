/**
 * Organizations: the tenants. Knows nothing of what is inside them; who adds to a new one observes
 * {@link io.keygate.organization.OrganizationCreated}.
 */
@NullMarked
package io.keygate.organization;

import org.jspecify.annotations.NullMarked;
