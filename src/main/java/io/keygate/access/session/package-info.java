/** Logging in and staying so: access tokens, the dashboard's session, the provider's login. */
@NullMarked
package io.keygate.access.session;

import org.jspecify.annotations.NullMarked;
