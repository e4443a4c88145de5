package io.keygate.apikey;

import org.jspecify.annotations.Nullable;

/** A key with the slugs of its parents and the public ids of its neighbours in the lineage. */
record KeyRow(
    ApiKey key,
    String organization,
    String project,
    String environment,
    @Nullable String predecessor,
    @Nullable String successor) {

  /** Readable, as audit events name it. */
  String path() {
    return organization + "/" + project + "/" + environment + "/" + key.name();
  }
}
