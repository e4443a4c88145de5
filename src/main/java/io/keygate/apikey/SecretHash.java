package io.keygate.apikey;

/** The keyed hash of a secret under one pepper: HMAC-SHA-256. */
record SecretHash(String pepperId, byte[] bytes) {}
