package io.keygate.platform.text;

import io.keygate.platform.problem.ProblemException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The unchanging name of a thing in paths (design.md section 2, "Names and slugs"). */
public record Slug(String value) {
  /** The longest slug, in characters. */
  public static final int MAX_LENGTH = 40;

  /** The form of a slug as an anchored regular expression, without its length. */
  public static final String FORM = "^[a-z0-9]+(-[a-z0-9]+)*$";

  private static final Pattern VALID = Pattern.compile(FORM);
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
  private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");

  /** Checks the form; throws {@link IllegalArgumentException}. */
  public Slug {
    if (value.length() > MAX_LENGTH || !VALID.matcher(value).matches()) {
      throw new IllegalArgumentException("not a slug");
    }
  }

  /** The given slug, or the one that follows from the name; a 400 problem where neither works. */
  public static Slug of(@Nullable String explicit, String name) {
    if (explicit != null) {
      if (explicit.length() > MAX_LENGTH || !VALID.matcher(explicit).matches()) {
        throw ProblemException.invalid(
            "slug", "must be 1 to 40 of a-z, 0-9 and single hyphens, none of them at either end");
      }
      return new Slug(explicit);
    }
    String slug = fold(name);
    if (slug.isEmpty()) {
      throw ProblemException.invalid(
          "name", "gives no slug, because it has no letter or digit of a-z, 0-9; give a slug too");
    }
    return new Slug(slug);
  }

  private static String fold(String name) {
    String letters =
        ACCENTS
            .matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
            .replaceAll("")
            .toLowerCase(Locale.ROOT)
            .replace("ß", "ss")
            .replace("æ", "ae")
            .replace("œ", "oe")
            .replace("ø", "o")
            .replace("đ", "d")
            .replace("ł", "l");
    String slug = trimHyphens(OTHERS.matcher(letters).replaceAll("-"));
    return slug.length() <= MAX_LENGTH ? slug : trimHyphens(slug.substring(0, MAX_LENGTH));
  }

  private static String trimHyphens(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    int to = text.endsWith("-") ? text.length() - 1 : text.length();
    return from < to ? text.substring(from, to) : "";
  }

  @Override
  public String toString() {
    return value;
  }
}
