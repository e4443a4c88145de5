package io.keygate.rotation.policy;

import io.keygate.environment.Environment;
import io.keygate.environment.Stream;
import io.keygate.environment.Streams;
import io.keygate.organization.Organization;
import io.keygate.platform.event.DomainEvent.Target;
import org.jspecify.annotations.Nullable;

/**
 * Where a policy is, or could be.
 *
 * @param environment one of the organization's level; null where the place is none
 * @param stream null where the place is none, or its row has not been needed yet
 */
record PolicyPlace(
    Organization organization,
    @Nullable Environment environment,
    Streams.@Nullable Place streamPlace,
    @Nullable Stream stream) {

  static PolicyPlace of(Organization organization) {
    return new PolicyPlace(organization, null, null, null);
  }

  static PolicyPlace of(Organization organization, Environment environment) {
    return new PolicyPlace(organization, environment, null, null);
  }

  static PolicyPlace of(Streams.Place place, @Nullable Stream stream) {
    return new PolicyPlace(place.organization(), null, place, stream);
  }

  @Nullable Long environmentId() {
    return environment == null ? null : environment.id();
  }

  @Nullable Long streamId() {
    return stream == null ? null : stream.id();
  }

  PolicyLevel level() {
    if (streamPlace != null) {
      return PolicyLevel.STREAM;
    }
    return environment == null ? PolicyLevel.ORGANIZATION : PolicyLevel.ENVIRONMENT;
  }

  /** As events name the policy. */
  Target target() {
    String org = organization.slug();
    if (streamPlace != null) {
      String project = streamPlace.project().slug();
      String env = streamPlace.environment().slug();
      String path = org + "/" + project + "/" + env;
      return Target.at(
          path,
          "rotation-policy",
          path,
          "organization",
          org,
          "project",
          project,
          "environment",
          env);
    }
    if (environment != null) {
      String path = org + "/" + environment.slug();
      return Target.at(
          path, "rotation-policy", path, "organization", org, "environment", environment.slug());
    }
    return Target.at(org, "rotation-policy", org, "organization", org);
  }
}
