package io.keygate.audit.chain;

/**
 * The first event of a chain that is not as it was written.
 *
 * @param number its place in the chain
 * @param kind what was done
 * @param detail the same for people
 */
public record Finding(long number, Kind kind, String detail) {
  /** What can be done to a chain. */
  public enum Kind {
    /** Something of it is another than it was. */
    CHANGED("changed"),
    /** It is gone, and later ones are there. */
    MISSING("missing"),
    /** It was never written by Keygate, or not here. */
    INSERTED("inserted"),
    /** It was written for another place. */
    REORDERED("reordered"),
    /** It and all later ones are gone. */
    CUT_OFF("cut-off"),
    /** It is consistent in itself, and not what an anchor outside the database says. */
    REWRITTEN("rewritten");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As answers name it. */
    public String word() {
      return word;
    }
  }
}
