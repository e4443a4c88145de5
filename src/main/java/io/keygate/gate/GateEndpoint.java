package io.keygate.gate;

import io.keygate.apikey.Permission;
import java.io.IOException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One resource of the gate. It says what it asks of a key; without one nothing gets this far. */
interface GateEndpoint {
  /** The paths that are its own. */
  Pattern path();

  /** The methods that it has, as the Allow header lists them. */
  String methods();

  /** The permission that the key must have; null where any live key will do. */
  @Nullable Permission permission();

  /**
   * Whether errors are OTLP's (google.rpc.Status in the request's encoding) or {@code {"error"}}.
   */
  default boolean isOtlp() {
    return false;
  }

  /** Answers; throws {@link GateError} for what the caller is to see. */
  void handle(GateCall call) throws IOException, SQLException;
}
