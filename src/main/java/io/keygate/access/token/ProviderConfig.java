package io.keygate.access.token;

import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import io.keygate.platform.net.Addresses;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The company's identity provider: whose tokens are accepted (MP_JWT_VERIFY_*, the names of
 * MicroProfile JWT), and what of them counts (KEYGATE_OIDC_*).
 */
@Shared
public class ProviderConfig implements FeatureConfig {
  private static final String LOCATION = "MP_JWT_VERIFY_PUBLICKEY_LOCATION";
  private static final String ISSUER = "MP_JWT_VERIFY_ISSUER";
  private static final String AUDIENCES = "MP_JWT_VERIFY_AUDIENCES";
  private static final String ALGORITHM = "MP_JWT_VERIFY_PUBLICKEY_ALGORITHM";
  private static final String INLINE = "MP_JWT_VERIFY_PUBLICKEY";
  private static final String ADMINS = "KEYGATE_OIDC_PLATFORM_ADMIN_GROUPS";
  private static final String PLAIN = "KEYGATE_ALLOW_PLAIN_HTTP";
  private static final String LOCAL = "KEYGATE_LOCAL_ACCOUNTS";

  /** What signs with a private key, and is not broken. */
  private static final Set<String> ALGORITHMS =
      new LinkedHashSet<>(
          List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"));

  private static final Duration MOST = Duration.ofDays(30);

  private final Optional<IdentityProvider> provider;
  private final boolean localAccounts;
  private final int clockSkew;

  @Inject
  ProviderConfig(Settings settings) {
    provider = settings.text(LOCATION).map(location -> provider(settings, location));
    if (settings.text(INLINE).isPresent()) {
      throw new ConfigurationException(INLINE, "is not used; name a file or URL with " + LOCATION);
    }
    for (String variable : List.of(ISSUER, AUDIENCES)) {
      if (provider.isEmpty() && settings.text(variable).isPresent()) {
        throw new ConfigurationException(LOCATION, "is not set, but " + variable + " is");
      }
    }
    localAccounts = settings.flag(LOCAL, true);
    if (!localAccounts && provider.isEmpty()) {
      throw new ConfigurationException(
          LOCAL, "is false, and there is no identity provider: nobody could log in");
    }
    if (!localAccounts && provider.filter(p -> p.platformAdminGroups().isEmpty()).isPresent()) {
      throw new ConfigurationException(
          ADMINS, "is not set, but " + LOCAL + " is false: nobody could administer the platform");
    }
    clockSkew = settings.integer("MP_JWT_VERIFY_CLOCK_SKEW", 5, 0, 300);
  }

  private static IdentityProvider provider(Settings settings, String location) {
    String issuer = required(settings, ISSUER);
    if (issuer.equals(TokenIssuer.ISSUER)) {
      throw new ConfigurationException(ISSUER, "must not be '" + issuer + "', which is Keygate's");
    }
    var provider =
        new IdentityProvider(
            location,
            issuer,
            List.copyOf(words(required(settings, AUDIENCES))),
            settings.text(ALGORITHM).map(ProviderConfig::words).orElse(ALGORITHMS),
            settings.text("KEYGATE_OIDC_GROUPS_CLAIM").orElse("groups"),
            words(settings.text(ADMINS).orElse("")),
            settings.duration(
                "KEYGATE_OIDC_KEYS_FRESH", Duration.ofMinutes(1), Duration.ofSeconds(1), MOST),
            settings.duration(
                "KEYGATE_OIDC_KEYS_KEPT", Duration.ofDays(1), Duration.ofSeconds(1), MOST));
    if (provider.audiences().isEmpty()) {
      throw new ConfigurationException(AUDIENCES, "names no audience");
    }
    checkLocation(settings, location);
    if (!ALGORITHMS.containsAll(provider.algorithms())) {
      throw new ConfigurationException(ALGORITHM, "knows only " + String.join(", ", ALGORITHMS));
    }
    return provider;
  }

  /** Whoever can answer in the provider's place can do everything. */
  private static void checkLocation(Settings settings, String location) {
    if (location.startsWith("https://") || location.startsWith("http://")) {
      URI url = URI.create(settings.url(LOCATION, location));
      boolean local =
          Addresses.parse(url.getHost().replaceAll("[\\[\\]]", ""))
              .map(InetAddress::isLoopbackAddress)
              .orElse(url.getHost().equals("localhost"));
      if ("http".equals(url.getScheme()) && !local && !settings.flag(PLAIN, false)) {
        throw new ConfigurationException(
            LOCATION, "is no https URL; set " + PLAIN + "=true if that is meant");
      }
    } else if (!KeySource.isFile(location)) {
      throw new ConfigurationException(LOCATION, "is neither an https URL nor a file");
    }
  }

  private static String required(Settings settings, String variable) {
    return settings
        .text(variable)
        .orElseThrow(
            () -> new ConfigurationException(variable, "is not set, but " + LOCATION + " is"));
  }

  private static Set<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
    Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .forEach(words::add);
    return words;
  }

  /** The identity provider, if one is configured. */
  public Optional<IdentityProvider> provider() {
    return provider;
  }

  /** Whether local accounts may log in, and their tokens count. */
  public boolean localAccounts() {
    return localAccounts;
  }

  /** By how many seconds clocks may differ. */
  int clockSkew() {
    return clockSkew;
  }
}
