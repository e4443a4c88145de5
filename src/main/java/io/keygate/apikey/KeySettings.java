package io.keygate.apikey;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a key is given when it is made, checked and with its defaults filled in. */
record KeySettings(
    String name,
    Set<Permission> permissions,
    @Nullable String owner,
    @Nullable String note,
    @Nullable String storedWhere,
    CidrList allowedCidrs,
    @Nullable Instant expiresAt) {

  /** As audit events tell it. */
  Map<String, Object> described() {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("name", name);
    fields.put("permissions", permissions.stream().map(Permission::word).sorted().toList());
    fields.put("allowedCidrs", allowedCidrs.texts());
    putIfThere(fields, "owner", owner);
    putIfThere(fields, "note", note);
    putIfThere(fields, "storedWhere", storedWhere);
    putIfThere(fields, "expiresAt", expiresAt);
    return fields;
  }

  private static void putIfThere(Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
