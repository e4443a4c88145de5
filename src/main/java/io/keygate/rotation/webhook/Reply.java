package io.keygate.rotation.webhook;

/**
 * What came of a call.
 *
 * @param accepted whether the webhook took it, with a status of 2xx
 * @param words the status, or why there is none; nothing of what the webhook has sent besides
 */
public record Reply(boolean accepted, String words) {}
