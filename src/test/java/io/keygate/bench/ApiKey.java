package io.keygate.bench;

/** A key that was just generated, with its secret. */
record ApiKey(String id, String secret) {
  @Override
  public String toString() {
    return id;
  }
}
