package io.keygate.apikey;

/**
 * Fired inside the transaction that makes or changes a key, after it was written; for those who
 * keep something about keys.
 *
 * @param id the key's internal id
 * @param isActive whether it opens the gate, and has not been replaced
 */
public record KeyMoved(long id, boolean isActive) {}
