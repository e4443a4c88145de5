package io.keygate.access.session;

import io.keygate.access.token.IdentityProvider;
import io.keygate.access.token.ProviderConfig;
import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.PublicUrl;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.util.Optional;

/** The dashboard as a client of the identity provider (KEYGATE_OIDC_*). */
@Shared
class OidcConfig implements FeatureConfig {
  private static final String CLIENT_ID = "KEYGATE_OIDC_CLIENT_ID";

  private final Optional<Client> client;

  /**
   * The client that is configured.
   *
   * @param secret empty for a public client
   */
  record Client(
      IdentityProvider provider,
      String id,
      Optional<String> secret,
      String scopes,
      String redirectUri) {
    // NB: a record prints its components; this one must not.
    @Override
    public String toString() {
      return "Client[" + id + "]";
    }
  }

  @Inject
  OidcConfig(Settings settings, ProviderConfig config) {
    client =
        settings
            .text(CLIENT_ID)
            .map(
                id ->
                    new Client(
                        checked(settings, config.provider().orElseThrow(OidcConfig::noProvider)),
                        id,
                        settings.text("KEYGATE_OIDC_CLIENT_SECRET"),
                        settings.text("KEYGATE_OIDC_SCOPES").orElse("openid profile email"),
                        publicUrl(settings) + "/api/v1/session/callback"));
  }

  private static String publicUrl(Settings settings) {
    String variable = PublicUrl.VARIABLE;
    if (settings.text(variable).isEmpty()) {
      throw new ConfigurationException(
          variable, "is not set; the identity provider leads browsers back to it");
    }
    return settings.url(variable, "");
  }

  private static IdentityProvider checked(Settings settings, IdentityProvider provider) {
    settings.url("MP_JWT_VERIFY_ISSUER", provider.issuer());
    return provider;
  }

  private static ConfigurationException noProvider() {
    return new ConfigurationException(
        CLIENT_ID, "is set, but MP_JWT_VERIFY_PUBLICKEY_LOCATION is not");
  }

  /** The client, if the dashboard may log in at the provider. */
  Optional<Client> client() {
    return client;
  }
}
