/**
 * The audit trail: writes down every change in the transaction of the change, every refused attempt
 * and every look at the trail itself; proves it, shows it, hands it on. Observes events; nobody
 * knows it.
 */
@NullMarked
package io.keygate.audit;

import org.jspecify.annotations.NullMarked;
