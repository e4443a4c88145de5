/**
 * When somebody is told to rotate a key. Each key that is to be rotated, or ends by itself, has a
 * moment at which it is looked at next; what is due then follows from the key, its policy, and its
 * organization's time zone as they are at that moment, and not from what was planned before. So any
 * change only has to say "look at once", and no downtime can shift a schedule.
 */
@NullMarked
package io.keygate.rotation.schedule;

import org.jspecify.annotations.NullMarked;
