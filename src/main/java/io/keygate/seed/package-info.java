/**
 * Declarative set-up: KEYGATE_SEED_FILE names organizations, projects, environments, members and
 * keys that shall be there. What is there is left, what is missing is made, what contradicts stops
 * the start with the line.
 */
@NullMarked
package io.keygate.seed;

import org.jspecify.annotations.NullMarked;
