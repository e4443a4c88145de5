package io.keygate.access.token;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The company's identity provider, as it is configured.
 *
 * @param keys where its public keys are: an http or https URL of a JWKS, or a file
 * @param groupsClaim name of the claim with the groups, or path of names with slashes
 * @param platformAdminGroups who is in one of them is platform admin
 * @param fresh how long its keys are used before it is asked again
 * @param kept how long they are used when it does not answer
 */
public record IdentityProvider(
    String keys,
    String issuer,
    List<String> audiences,
    Set<String> algorithms,
    String groupsClaim,
    Set<String> platformAdminGroups,
    Duration fresh,
    Duration kept) {}
