package io.keygate.apikey;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes secrets out of texts that people or clients have written. */
public final class SecretText {
  private static final Pattern SECRET = Pattern.compile("kg_([a-z0-9-]{1,40})_([0-9A-Za-z]{12,})");
  private static final int WHOLE = 36;
  private static final Pattern TOKEN =
      Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}");

  private SecretText() {}

  /**
   * The text with each API key in it shown as everywhere, {@code kg_prd_…x7Qp}, and each token as
   * {@code eyJ…}. What only looks like one is masked too; a typing error must not save it.
   */
  public static String masked(String text) {
    String result = text;
    if (result.contains("kg_")) {
      result =
          SECRET
              .matcher(result)
              .replaceAll(m -> Matcher.quoteReplacement(masked(m.group(1), m.group(2))));
    }
    return result.contains("eyJ") ? TOKEN.matcher(result).replaceAll("eyJ…") : result;
  }

  /** Of a part of a secret nothing is shown; it may be the part that matters. */
  private static String masked(String environment, String digits) {
    boolean whole = digits.length() == WHOLE;
    return Secret.masked(environment, whole ? digits.substring(WHOLE - 4) : "");
  }
}
