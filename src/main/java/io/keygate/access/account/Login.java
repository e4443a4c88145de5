package io.keygate.access.account;

import io.keygate.platform.security.Caller.Identity;

/**
 * A right password or client secret.
 *
 * @param generation of the account, which its tokens carry
 */
public record Login(Identity identity, int generation) {}
