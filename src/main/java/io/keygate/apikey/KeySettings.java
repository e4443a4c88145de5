package io.keygate.apikey;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a key is given when it is made, checked and with its defaults filled in. */
record KeySettings(
    String name,
    Set<Permission> permissions,
    @Nullable String owner,
    @Nullable String note,
    @Nullable String storedWhere,
    @Nullable Instant expiresAt) {}
