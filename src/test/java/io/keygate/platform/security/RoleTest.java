package io.keygate.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleTest {
  @Test
  void ofSeveralRolesAnyMayDo() {
    assertThat(Role.anyCovers(Set.of(Role.MEMBER, Role.AUDITOR), Role.AUDITOR)).isTrue();
    assertThat(Role.anyCovers(Set.of(Role.MEMBER, Role.AUDITOR), Role.MEMBER)).isTrue();
    assertThat(Role.anyCovers(Set.of(Role.MEMBER, Role.AUDITOR), Role.ADMIN)).isFalse();
    assertThat(Role.anyCovers(Set.of(), Role.VIEWER)).isFalse();
  }

  @Test
  void theHighestIsTheMostPowerful() {
    assertThat(Role.highest(List.of(Role.AUDITOR, Role.VIEWER, Role.ADMIN))).contains(Role.ADMIN);
    assertThat(Role.highest(List.of())).isEmpty();
  }

  @Test
  void comesBackFromItsWord() {
    for (Role role : Role.values()) {
      assertThat(Role.of(role.word())).contains(role);
    }
    assertThat(Role.of("OWNER")).isEmpty();
    assertThat(Role.of("king")).isEmpty();
  }
}
