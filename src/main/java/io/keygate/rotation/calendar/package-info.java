/**
 * Calendars of coming rotations. A calendar program asks again and again and can present no access
 * token, so a feed is read by whoever has its URL: the token in it is as good as a password, only
 * its hash is kept, and what the feed tells follows from what its owner may see at that moment.
 */
@NullMarked
package io.keygate.rotation.calendar;

import org.jspecify.annotations.NullMarked;
