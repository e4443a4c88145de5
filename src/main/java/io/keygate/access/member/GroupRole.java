package io.keygate.access.member;

import io.keygate.platform.security.Role;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What a group of the identity provider may do in an organization. */
@Entity
@Table(name = "group_role")
class GroupRole {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private long organizationId;
  private String groupName = "";

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  private Role role = Role.VIEWER;

  protected GroupRole() {}

  GroupRole(long organizationId, String groupName, Role role) {
    this.organizationId = organizationId;
    this.groupName = groupName;
    this.role = role;
  }

  long organizationId() {
    return organizationId;
  }

  String groupName() {
    return groupName;
  }

  Role role() {
    return role;
  }
}
