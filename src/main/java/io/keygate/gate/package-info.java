/**
 * Where telemetry comes in and keys are presented: OTLP, verification, the SDKs' other paths.
 * Servlets, not JAX-RS: see src/adr.
 */
@NullMarked
package io.keygate.gate;

import org.jspecify.annotations.NullMarked;
