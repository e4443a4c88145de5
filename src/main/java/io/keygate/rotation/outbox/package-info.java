/**
 * What goes out, and what became of it. A prompt is queued by the schedule; here the prompts for
 * one person become one mail, which is attempted until the relay accepts it or it makes no sense
 * any more. Who attempts it has claimed it in the database before; what the relay said is written
 * down after it was said. A crash in between leads to the same mail once more, under the same
 * Message-ID.
 *
 * <p>Locks are taken in one order everywhere: keys, schedules, deliveries, reminders, audit.
 */
@NullMarked
package io.keygate.rotation.outbox;

import org.jspecify.annotations.NullMarked;
