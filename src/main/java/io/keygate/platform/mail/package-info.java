/** Mail: for now its settings, which are checked at start like all others. */
@NullMarked
package io.keygate.platform.mail;

import org.jspecify.annotations.NullMarked;
