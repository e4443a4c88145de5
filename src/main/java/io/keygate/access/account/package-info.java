/** Local accounts of people and of services: passwords, client secrets, lockout. */
@NullMarked
package io.keygate.access.account;

import org.jspecify.annotations.NullMarked;
