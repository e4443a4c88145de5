package io.keygate.access.member;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.keygate.platform.security.Role;
import io.keygate.platform.text.Names;
import io.keygate.platform.web.Versioned;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Groups of the identity provider and their roles in an organization. */
public record GroupRolesView(
    @NotNull
        @Size(max = 200)
        @Schema(description = "The role of each group, by the name that tokens have")
        Map<
                @NotBlank @Size(max = 255) @Pattern(regexp = Names.FORM, message = Names.MESSAGE)
                String,
                @NotNull Role>
            groups)
    implements Versioned {
  static GroupRolesView of(Collection<GroupRole> rows) {
    Map<String, Role> groups = new TreeMap<>();
    rows.forEach(row -> groups.put(row.groupName(), row.role()));
    return new GroupRolesView(groups);
  }

  /** Made from what it holds: there is no row of which it could be the version. */
  @Override
  @JsonIgnore
  public int version() {
    var text = new StringBuilder();
    new TreeMap<>(groups)
        .forEach((group, role) -> text.append(group).append('\n').append(role).append('\n'));
    return text.toString().hashCode();
  }
}
