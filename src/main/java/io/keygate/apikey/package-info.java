/** API keys: their secret, their life, and the one function that verifies them. */
@NullMarked
package io.keygate.apikey;

import org.jspecify.annotations.NullMarked;
