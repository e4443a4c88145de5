package io.keygate.platform.mail;

/** The relay has not accepted a mail; the message says why in the relay's words. */
public final class MailException extends Exception {
  private static final long serialVersionUID = 1L;

  MailException(String message) {
    super(message);
  }
}
