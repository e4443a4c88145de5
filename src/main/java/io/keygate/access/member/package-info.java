/** Who holds which role where: memberships, roles of groups, people that were seen. */
@NullMarked
package io.keygate.access.member;

import org.jspecify.annotations.NullMarked;
