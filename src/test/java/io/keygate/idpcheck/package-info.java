/**
 * {@code scripts/idp-check}: Keygate beside a real identity provider, a Keycloak of its own. People
 * log in with a browser's cookies and redirects, tokens come from the provider, keys roll over, and
 * the provider goes away and comes back.
 *
 * <p>The provider is reached as {@code 127.0.0.1} and Keygate as {@code localhost}, so that they
 * are different sites, as they are in a company.
 *
 * <p>Where the provider cannot be downloaded the whole check is left out, and says so.
 */
@NullMarked
package io.keygate.idpcheck;

import org.jspecify.annotations.NullMarked;
