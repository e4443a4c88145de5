package io.keygate.rotation.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.keygate.platform.security.Role;
import io.keygate.platform.web.JsonContext;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who is reminded. Who holds a role, by itself or by group, is found out when the reminder is made.
 *
 * @param owner the key's owner; the organization's owners where it has none
 * @param roles all who hold one of them in the organization or the key's project
 * @param addresses further mail addresses
 */
public record Recipients(
    @Schema(
            description = "The key's owner, or the organization's owners where the key has none",
            defaultValue = "true")
        @Nullable Boolean owner,
    @Schema(description = "All who hold one of these roles, found out when the reminder is made")
        @Nullable
        @Size(max = 5)
        List<@NotNull Role> roles,
    @Schema(description = "Further mail addresses") @Nullable @Size(max = 20)
        List<@NotNull @Email @Size(max = 254) String> addresses) {

  /** The key's owner and nobody else. */
  public static final Recipients OWNER = new Recipients(true, List.of(), List.of());

  /** The same with nothing left open, each once; addresses in lower case. */
  public Recipients whole() {
    return new Recipients(
        !Boolean.FALSE.equals(owner),
        roles == null ? List.of() : List.copyOf(new TreeSet<>(roles)),
        addresses == null
            ? List.of()
            : addresses.stream().map(a -> a.toLowerCase(Locale.ROOT)).distinct().sorted().toList());
  }

  /** As a column keeps it. */
  static Recipients read(String text) {
    try {
      return JsonContext.mapper().readValue(text, Recipients.class).whole();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a policy's recipients cannot be read", e);
    }
  }

  String written() {
    try {
      return JsonContext.mapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("recipients are always JSON", e);
    }
  }

  /** Whether there is nobody. */
  boolean namesNobody() {
    Recipients all = whole();
    return Boolean.FALSE.equals(all.owner)
        && List.of().equals(all.roles)
        && List.of().equals(all.addresses);
  }
}
