package io.keygate.platform.security;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person or service account may do in an organization (design.md section 3), the most
 * powerful first. Somebody may hold several: an auditor by group can be a member besides.
 */
public enum Role {
  OWNER,
  ADMIN,
  MEMBER,
  VIEWER,
  AUDITOR;

  /** Whether somebody with this role may do what asks for at least {@code least}. */
  public boolean covers(Role least) {
    return switch (least) {
      case VIEWER -> true;
      case MEMBER -> this == MEMBER || this == ADMIN || this == OWNER;
      case ADMIN -> this == ADMIN || this == OWNER;
      case OWNER -> this == OWNER;
      case AUDITOR -> this == AUDITOR || this == OWNER;
    };
  }

  /** Whether somebody with these roles may do what asks for at least {@code least}. */
  public static boolean anyCovers(Collection<Role> held, Role least) {
    return held.stream().anyMatch(role -> role.covers(least));
  }

  /** The most powerful of them. */
  public static Optional<Role> highest(Collection<Role> held) {
    return held.stream().min(Comparator.naturalOrder());
  }

  /** As the API names it: {@code owner}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role with this word, if there is one. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
