package io.keygate.rotation.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * A key that is to be disabled, because nobody has rotated it.
 *
 * @param publicId of the key
 * @param rotateBy until when that should have been done
 * @param day today, in the organization's zone
 * @param tell the addresses of those who are told
 */
public record ToDisable(
    long id,
    String publicId,
    long organizationId,
    Instant rotateBy,
    LocalDate day,
    Set<String> tell) {}
