package io.keygate.audit;

import io.keygate.platform.event.Outcome;
import io.keygate.platform.persistence.Times;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.text.LikePattern;
import io.keygate.platform.web.QueryInstant;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which events are asked for. */
public class AuditFilter {
  private static final List<String> OUTCOMES =
      Arrays.stream(Outcome.values()).map(Outcome::word).toList();

  @QueryParam("from")
  @Parameter(
      description = "Those at that instant or later",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  @Nullable String from;

  @QueryParam("to")
  @Parameter(
      description = "Those before that instant",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  @Nullable String to;

  @QueryParam("actor")
  @Parameter(description = "Subject of who did it: a user name, a key's id, a part of Keygate")
  @Nullable
  @Size(max = 255)
  String actor;

  @QueryParam("action")
  @Parameter(
      description =
          "Any of these actions, separated by commas; `key.*` means all that are about keys")
  @Nullable
  @Size(max = 1000)
  String action;

  @QueryParam("target")
  @Parameter(
      description =
          "What it was done to: the id of a key or of a lineage, or a path such as"
              + " `acme/web-app/prd`, which includes all in it")
  @Nullable
  @Size(max = 500)
  String target;

  @QueryParam("outcome")
  @Parameter(
      description = "How it ended",
      schema = @Schema(enumeration = {"success", "denied", "failure"}))
  @Nullable
  @Size(max = 16)
  String outcome;

  /** A condition on the columns of audit_event, and what is to be bound in it. */
  record Condition(String sql, List<Object> values) {}

  /** As SQL; a 400 problem that names the parameter that cannot be read. */
  Condition condition() {
    var sql = new StringBuilder();
    List<Object> values = new ArrayList<>();
    Instant since = QueryInstant.parse("from", from);
    if (since != null) {
      sql.append(" and occurred_at >= ?");
      values.add(Times.toColumn(since));
    }
    Instant before = QueryInstant.parse("to", to);
    if (before != null) {
      sql.append(" and occurred_at < ?");
      values.add(Times.toColumn(before));
    }
    if (isGiven(actor)) {
      sql.append(" and actor = ?");
      values.add(actor);
    }
    if (isGiven(outcome)) {
      if (!OUTCOMES.contains(outcome)) {
        throw ProblemException.invalid("outcome", "must be one of " + String.join(", ", OUTCOMES));
      }
      sql.append(" and outcome = ?");
      values.add(outcome);
    }
    addActions(sql, values);
    addTarget(sql, values);
    return new Condition(sql.toString(), values);
  }

  private void addActions(StringBuilder sql, List<Object> values) {
    if (action == null || action.isBlank()) {
      return;
    }
    List<String> words =
        Arrays.stream(action.split(",", -1)).map(String::strip).distinct().toList();
    sql.append(" and (");
    String separator = "";
    for (String word : words) {
      if (!word.matches("[a-z]+\\.([a-z-]+|\\*)")) {
        throw ProblemException.invalid("action", "must be like key.rotated or key.*");
      }
      boolean all = word.endsWith("*");
      sql.append(separator).append(all ? "action like ?" : "action = ?");
      values.add(all ? word.substring(0, word.length() - 1) + "%" : word);
      separator = " or ";
    }
    sql.append(')');
  }

  private void addTarget(StringBuilder sql, List<Object> values) {
    if (target == null || target.isBlank()) {
      return;
    }
    if (target.startsWith("key_")) {
      sql.append(" and target_id = ?");
      values.add(target);
    } else if (target.startsWith("lin_")) {
      sql.append(" and lineage = ?");
      values.add(target);
    } else {
      sql.append(" and (target_id = ? or target_path = ? or target_path like ? escape '!')");
      values.add(target);
      values.add(target);
      values.add(LikePattern.startingWith(target + "/"));
    }
  }

  /** What was asked for, for the event that tells of the asking. */
  Map<String, String> described() {
    Map<String, String> given = new TreeMap<>();
    put(given, "from", from);
    put(given, "to", to);
    put(given, "actor", actor);
    put(given, "action", action);
    put(given, "target", target);
    put(given, "outcome", outcome);
    return given;
  }

  private static void put(Map<String, String> given, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      given.put(name, value);
    }
  }

  private static boolean isGiven(@Nullable String value) {
    return value != null && !value.isBlank();
  }
}
