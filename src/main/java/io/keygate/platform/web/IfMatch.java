package io.keygate.platform.web;

import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What the caller believes to change: the {@code ETag} that reading gave (RFC 9110, 13.1.1). */
public class IfMatch {
  private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7e]*)\"");
  private static final Pattern FORM = Pattern.compile("\\*|" + TAG + "(\\s*,\\s*" + TAG + ")*");

  /** Of a header; longer ones nobody sends who has read the thing. */
  private static final int LONGEST = 1_000;

  @HeaderParam(HttpHeaders.IF_MATCH)
  @Parameter(
      description =
          "The ETag that reading gave; where the thing has changed since, the answer is 412")
  @Nullable String value;

  /** Whatever it is now. */
  public static IfMatch any() {
    return new IfMatch();
  }

  /** Refuses with 412 where this version is not the one that the caller has read. */
  public void check(int version) {
    if (value == null || value.isBlank()) {
      return;
    }
    String given = value.strip();
    if (given.length() > LONGEST || !FORM.matcher(given).matches()) {
      throw ProblemException.invalid(
          HttpHeaders.IF_MATCH, "must be an ETag in its quotes, several of them, or *");
    }
    if (!given.equals("*") && !names(given, Integer.toString(version))) {
      throw ProblemType.PRECONDITION_FAILED.with(
          "Somebody changed this since you read it; read it again.");
    }
  }

  /** Refuses with 412 where the caller has read something that is not there. */
  public void checkAbsent() {
    if (value != null && !value.isBlank()) {
      throw ProblemType.PRECONDITION_FAILED.with(
          "What you have read is not there any more; read it again.");
    }
  }

  // NB: a weak tag never matches here; that is RFC 9110's strong comparison.
  private static boolean names(String given, String version) {
    Matcher tag = TAG.matcher(given);
    while (tag.find()) {
      if (tag.group(1) == null && version.equals(tag.group(2))) {
        return true;
      }
    }
    return false;
  }
}
