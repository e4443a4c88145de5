package io.keygate.rotation.mail;

import java.nio.file.Path;

/** A template that values cannot be put into; the message begins with its file. */
final class UnfillableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfillableException(Path file, String why) {
    super(file + " cannot be filled: " + why);
  }
}
