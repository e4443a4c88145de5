package io.keygate.platform.security;

/** What a person or service account may do in an organization (design.md section 3). */
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
}
