package io.keygate.platform.text;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lines of CSV (RFC 4180) that are safe to open in a spreadsheet. */
public final class Csv {
  /** A spreadsheet would run a text that begins like this as a formula; the wide ones too. */
  private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r\\n＝＋－＠]");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:/@'-]*");

  private Csv() {}

  /** These fields as a line with its end; what is null is empty. */
  public static String line(List<? extends @Nullable Object> fields) {
    return fields.stream().map(Csv::field).collect(Collectors.joining(",")) + "\r\n";
  }

  /** A field with its quotes where it needs them; a formula is made text by an apostrophe. */
  public static String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    String harmless = FORMULA.matcher(text).find() ? "'" + text : text;
    return PLAIN.matcher(harmless).matches()
        ? harmless
        : "\"" + harmless.replace("\"", "\"\"") + "\"";
  }
}
