package io.keygate.platform.mail;

/** The relay has not accepted a mail; the message says why in the relay's words. */
public final class MailException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Cause cause;

  /** Whose matter it is. */
  public enum Cause {
    /** The relay cannot be asked, or takes nothing from us: nobody's mail gets through. */
    RELAY,
    /** It takes this mail not now, or refuses it for a reason that need not be the recipient. */
    LATER,
    /** It has gone silent over this mail; whether it has taken it is not known. */
    BROKEN,
    /** It will never take this mail. */
    REFUSED
  }

  MailException(Cause cause, String message) {
    super(message);
    this.cause = cause;
  }

  /** Whose matter it is. */
  public Cause why() {
    return cause;
  }
}
