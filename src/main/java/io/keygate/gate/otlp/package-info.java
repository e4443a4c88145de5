/** OTLP/HTTP messages in protobuf and JSON; the only package that knows protobuf. */
@NullMarked
package io.keygate.gate.otlp;

import org.jspecify.annotations.NullMarked;
