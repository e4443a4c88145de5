package io.keygate.platform.config;

import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;

/** KEYGATE_PUBLIC_URL: the base of links that leave the server, in mails for instance. */
@Shared
public class PublicUrl implements FeatureConfig {
  /** The variable that names it. */
  public static final String VARIABLE = "KEYGATE_PUBLIC_URL";

  private final String url;

  @Inject
  PublicUrl(Settings settings) {
    url = settings.url(VARIABLE, "http://localhost:8080");
  }

  /** Absolute, without a slash at its end. */
  public String value() {
    return url;
  }
}
