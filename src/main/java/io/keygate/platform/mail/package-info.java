/** The mail relay: its settings, and handing mails to it. The one room that knows jakarta.mail. */
@NullMarked
package io.keygate.platform.mail;

import org.jspecify.annotations.NullMarked;
