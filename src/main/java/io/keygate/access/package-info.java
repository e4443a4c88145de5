/** Accounts, tokens, memberships, and the filter that enforces what endpoints declare. */
@NullMarked
package io.keygate.access;

import org.jspecify.annotations.NullMarked;
