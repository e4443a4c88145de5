package io.keygate.apikey;

/** All that is kept of a secret. */
record HashedSecret(Peppers.Hash hash, String lastFour) {}
