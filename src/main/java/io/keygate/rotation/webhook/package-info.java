/**
 * Webhooks: where an organization wants its prompts besides mails. Here is who they are, how a call
 * is signed (Standard Webhooks), what it says (CloudEvents 1.0), and how it is made; what is called
 * when, and what became of it, is the outbox's. Whoever owns an organization chooses where this
 * server connects to, and so the very address that is connected to is checked, not a name that may
 * lead elsewhere a moment later.
 */
@NullMarked
package io.keygate.rotation.webhook;

import org.jspecify.annotations.NullMarked;
