/** Access tokens: Keygate's own, and those of the company's identity provider (src/adr/0017). */
@NullMarked
package io.keygate.access.token;

import org.jspecify.annotations.NullMarked;
