/**
 * Tests that run inside the server: the WAR that the build made, with the test's classes added to
 * it, in a WildFly and on a MariaDB of their own, both started when the first such test is run.
 */
@NullMarked
package io.keygate.incontainer;

import org.jspecify.annotations.NullMarked;
