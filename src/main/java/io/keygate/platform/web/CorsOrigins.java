package io.keygate.platform.web;

import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * KEYGATE_CORS_ORIGINS: the origins (RFC 6454) whose pages may use the admin API, separated by
 * commas. None unless it is set, and never all.
 */
@Shared
class CorsOrigins implements FeatureConfig {
  private static final String VARIABLE = "KEYGATE_CORS_ORIGINS";
  private static final Pattern ORIGIN =
      Pattern.compile("(https?)://([a-z0-9.-]+|\\[[0-9a-f:.]+])(?::([1-9][0-9]{0,4}))?");

  private final Set<String> origins;

  @Inject
  CorsOrigins(Settings settings) {
    this(settings.text(VARIABLE).orElse(""));
  }

  CorsOrigins(String list) {
    origins =
        Arrays.stream(list.split(",", -1))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(CorsOrigins::checked)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Browsers write it in one way, and are compared with that; a form they never send is refused.
   */
  private static String checked(String text) {
    if (text.equals("*")) {
      throw new ConfigurationException(VARIABLE, "cannot be '*': name each origin");
    }
    Matcher origin = ORIGIN.matcher(text);
    boolean usual = origin.matches() && !isDefaultPort(origin.group(1), origin.group(3));
    if (!usual) {
      throw new ConfigurationException(
          VARIABLE,
          "'"
              + text
              + "' is no origin as browsers send it, like https://ops.example.org: lower case, no"
              + " path, no slash at the end, a port only where it is not the usual one");
    }
    return text;
  }

  private static boolean isDefaultPort(String scheme, @Nullable String port) {
    return port != null && port.equals(scheme.equals("https") ? "443" : "80");
  }

  boolean contains(@Nullable String origin) {
    return origin != null && origins.contains(origin);
  }
}
