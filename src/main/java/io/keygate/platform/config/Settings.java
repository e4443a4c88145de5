package io.keygate.platform.config;

import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Reads {@code KEYGATE_*} variables through MicroProfile Config. Each method throws {@link
 * ConfigurationException} with the variable's name where the value is not of its form.
 */
@Shared
public class Settings {
  private final Config config;

  @Inject
  Settings(Config config) {
    this.config = config;
  }

  /** The text, if it is set and not blank. */
  public Optional<String> text(String variable) {
    return config
        .getOptionalValue(variable.toLowerCase(Locale.ROOT).replace('_', '.'), String.class)
        .or(() -> config.getOptionalValue(variable, String.class))
        .map(String::strip)
        .filter(s -> !s.isEmpty());
  }

  /** A whole number within limits. */
  public long number(String variable, long fallback, long least, long most) {
    Optional<String> value = text(variable);
    if (value.isEmpty()) {
      return fallback;
    }
    try {
      long number = Long.parseLong(value.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, with the name
    }
    throw new ConfigurationException(
        variable, "'" + value.get() + "' is not a whole number from " + least + " to " + most);
  }

  /** Like {@link #number(String, long, long, long)} for what fits an int. */
  public int integer(String variable, int fallback, int least, int most) {
    return Math.toIntExact(number(variable, fallback, least, most));
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String variable, boolean fallback) {
    String value = text(variable).orElse(Boolean.toString(fallback));
    if (!value.equals("true") && !value.equals("false")) {
      throw new ConfigurationException(variable, "'" + value + "' is neither true nor false");
    }
    return value.equals("true");
  }

  /** An ISO 8601 duration such as {@code PT24H}, within limits. */
  public Duration duration(String variable, Duration fallback, Duration least, Duration most) {
    Optional<String> value = text(variable);
    if (value.isEmpty()) {
      return fallback;
    }
    try {
      Duration duration = Duration.parse(value.get());
      if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // said below, with the name
    }
    throw new ConfigurationException(
        variable, "'" + value.get() + "' is not a duration from " + least + " to " + most);
  }

  /** A folder. */
  public Path folder(String variable) {
    return text(variable)
        .map(Path::of)
        .orElseThrow(() -> new ConfigurationException(variable, "is not set"));
  }

  /** An absolute http or https URL, without a slash at its end. */
  public String url(String variable, String fallback) {
    String value = text(variable).orElse(fallback);
    try {
      URI uri = URI.create(value);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
      }
    } catch (IllegalArgumentException e) {
      // said below, with the name
    }
    throw new ConfigurationException(variable, "'" + value + "' is not an http or https URL");
  }
}
