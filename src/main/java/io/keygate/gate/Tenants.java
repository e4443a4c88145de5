package io.keygate.gate;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.keygate.apikey.ApiKeyService;
import io.keygate.apikey.GeneratedKey;
import io.keygate.apikey.NewApiKey;
import io.keygate.organization.NewOrganization;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.text.Slug;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an organization and a first key for each of its environments, all or nothing. */
@ApplicationScoped
@Transactional
public class Tenants {
  private static final String PROJECT = "default-project";
  private static final List<String> BUILT_IN = List.of("dev", "stg", "prd");

  private final OrganizationService organizations;
  private final ApiKeyService keys;

  @Inject
  Tenants(OrganizationService organizations, ApiKeyService keys) {
    this.organizations = organizations;
    this.keys = keys;
  }

  @JsonNaming(SnakeCaseStrategy.class)
  record Tenant(String orgId, List<TenantEnvironment> environments) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record TenantEnvironment(String slug, @Nullable String apiKey) {
    // NB: a record prints its components; this one must not.
    @Override
    public String toString() {
      return "TenantEnvironment[" + slug + "]";
    }
  }

  /** The organization's id, which is its slug, and a key of its default project for each one. */
  Tenant create(NewTenant wanted) {
    Set<String> slugs = new LinkedHashSet<>(BUILT_IN);
    List<String> further = new ArrayList<>();
    for (String name : requireNonNullElse(wanted.envs(), List.<String>of())) {
      if (slugs.add(Slug.of(null, name).value())) {
        further.add(name);
      }
    }
    String org =
        organizations
            .create(new NewOrganization(wanted.orgName(), null, wanted.retentionHours(), further))
            .slug();
    return new Tenant(org, slugs.stream().map(slug -> withKey(org, slug)).toList());
  }

  private TenantEnvironment withKey(String org, String slug) {
    GeneratedKey key = keys.generate(org, PROJECT, slug, NewApiKey.named("First key of " + slug));
    return new TenantEnvironment(slug, key.secret());
  }
}
