/**
 * What an auditor asks of the keys of an organization. Each finding is a condition on a key's
 * columns and on the moment that is asked about; lists, counts and mails share the conditions, so
 * that they cannot contradict each other. Nothing is kept: what is found is what is true.
 */
@NullMarked
package io.keygate.rotation.compliance;

import org.jspecify.annotations.NullMarked;
