/** What an endpoint may declare about its callers, and who the caller is. Enforced in access. */
@NullMarked
package io.keygate.platform.security;

import org.jspecify.annotations.NullMarked;
