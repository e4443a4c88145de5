package io.keygate.access.member;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.keygate.platform.security.Role;
import io.keygate.platform.web.Versioned;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A member as the API gives it. */
public record MemberView(
    @Schema(description = "Unchanging and unique within its issuer") String subject,
    @Schema(description = "Who vouches for the subject; keygate for local accounts") String issuer,
    @Schema(description = "Name for people, as far as it is known") @Nullable String name,
    @Schema(description = "Mail address, as far as it is known") @Nullable String email,
    @Schema(description = "The role in the whole organization") Role role,
    @Schema(description = "Higher roles in single projects, by slug") Map<String, Role> projects,
    @Schema(description = "When it became a member") Instant createdAt,
    @Schema(description = "Who made it one") String createdBy,
    @JsonIgnore @Schema(hidden = true) int version)
    implements Versioned {

  /** The raised roles in one line, as events tell them. */
  String described() {
    return described(projects);
  }

  static String described(Map<String, Role> projects) {
    return new TreeMap<>(projects)
        .entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue().word())
            .collect(Collectors.joining(", "));
  }
}
