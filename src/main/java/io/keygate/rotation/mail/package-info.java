/**
 * The texts of mails: templates that an administrator may replace, and what they are filled with.
 */
@NullMarked
package io.keygate.rotation.mail;

import org.jspecify.annotations.NullMarked;
