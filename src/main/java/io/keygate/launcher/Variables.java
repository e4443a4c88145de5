package io.keygate.launcher;

import java.util.Map;
import java.util.Optional;

/** The variables as they are set; each method refuses a value that is not of its form, by name. */
record Variables(Map<String, String> environment) {
  private static final int LAST_PORT = 65_535;

  /** The text, if it is set and not blank. */
  Optional<String> text(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }

  String required(String name) {
    return text(name).orElseThrow(() -> new LaunchException(name + " is not set"));
  }

  /** Checks what goes to the server as it is. */
  void number(String name, int least, int most) {
    text(name)
        .filter(value -> !isNumber(value, least, most))
        .ifPresent(
            value -> {
              throw new LaunchException(
                  name + " '" + value + "' is not a number from " + least + " to " + most);
            });
  }

  /** Whether it is true; unset is false. */
  boolean yesOrNo(String name) {
    String value = text(name).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new LaunchException(name + " must be true or false, not '" + value + "'");
    }
    return value.equals("true");
  }

  private static boolean isNumber(String value, int least, int most) {
    return value.matches("[0-9]{1,6}")
        && Integer.parseInt(value) >= least
        && Integer.parseInt(value) <= most;
  }

  int port(String name, int fallback, int least) {
    Optional<String> value = text(name);
    if (value.isEmpty()) {
      return fallback;
    }
    try {
      int port = Integer.parseInt(value.get());
      if (port >= least && port <= LAST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below, with the name
    }
    throw new LaunchException(
        name + " '" + value.get() + "' is not a port from " + least + " to " + LAST_PORT);
  }
}
