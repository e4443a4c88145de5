package io.keygate.gate;

import io.keygate.apikey.Permission;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One resource of the gate. It says what it asks of a key; without one nothing gets this far. */
interface GateEndpoint {
  /** Whether this path is its own. */
  boolean isAt(String path);

  /** The methods that it has. */
  List<String> methods();

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
