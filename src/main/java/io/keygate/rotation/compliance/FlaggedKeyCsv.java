package io.keygate.rotation.compliance;

import io.keygate.platform.text.Csv;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A key as a line of CSV. */
final class FlaggedKeyCsv {
  private FlaggedKeyCsv() {}

  static String header() {
    return Csv.line(
        List.of(
            "id",
            "name",
            "masked",
            "project",
            "environment",
            "owner",
            "state",
            "findings",
            "createdAt",
            "lastUsedAt",
            "rotateBy",
            "expiresAt",
            "revokedAt",
            "lastRefusedAt"));
  }

  static String of(FlaggedKey key) {
    return Csv.line(
        Arrays.asList(
            key.id(),
            key.name(),
            key.masked(),
            key.project(),
            key.environment(),
            key.owner(),
            key.state().word(),
            key.findings().stream().map(Finding::word).collect(Collectors.joining(" ")),
            key.createdAt(),
            key.lastUsedAt(),
            key.rotateBy(),
            key.expiresAt(),
            key.revokedAt(),
            key.lastRefusedAt()));
  }
}
