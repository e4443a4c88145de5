package io.keygate.trace;

import io.keygate.platform.persistence.Places;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The where clause of a span query: text with question marks, and what to bind to them. */
final class Conditions {
  private static final String IS_NUMBER = " regexp '^-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?$'";

  /**
   * An attribute's value as the answer shows it. JSON_VALUE turns true into 1 and has no arrays and
   * objects; JSON_UNQUOTE loses what is beyond three bytes of UTF-8, and compares without case.
   */
  private static final String ATTRIBUTE =
      "coalesce(if(json_type(json_extract(attributes, ?)) = 'BOOLEAN', null,"
          + " json_value(attributes, ?)), json_compact(json_extract(attributes, ?)))";

  private static final int LONGEST_NUMBER = 40;

  private final StringBuilder sql = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();

  /** Adds a condition; the parameters in the order of its question marks. */
  Conditions and(String condition, Object... values) {
    if (!sql.isEmpty()) {
      sql.append(" and ");
    }
    sql.append(condition);
    Collections.addAll(parameters, values);
    return this;
  }

  /** Adds a filter; throws {@link InvalidSpanQueryException} where its value does not fit. */
  Conditions and(SpanFilter filter) {
    SpanField field = SpanField.byName(filter.id());
    if (field == null) {
      String path = path(filter.id());
      return and(filter, ATTRIBUTE, List.of(path, path, path), false);
    }
    return and(filter, field.sql(), List.of(), field.isNumeric());
  }

  String sql() {
    return sql.toString();
  }

  List<Object> parameters() {
    return parameters;
  }

  private Conditions and(
      SpanFilter filter, String value, List<String> valueParameters, boolean numeric) {
    return switch (filter.operator()) {
      case EQUALS -> add(valueParameters, value + " = ?", operands(filter, numeric));
      // A span without the field differs from every value.
      case NOT_EQUALS ->
          add(valueParameters, "not (" + value + " <=> ?)", operands(filter, numeric));
      case GREATER_THAN -> compare(filter, value, valueParameters, ">", numeric);
      case GREATER_THAN_OR_EQUAL -> compare(filter, value, valueParameters, ">=", numeric);
      case LESS_THAN -> compare(filter, value, valueParameters, "<", numeric);
      case LESS_THAN_OR_EQUAL -> compare(filter, value, valueParameters, "<=", numeric);
      case CONTAINS ->
          // NB: the value's parameters come first in the text, as everywhere.
          add(valueParameters, "instr(" + value + ", ?) > 0", operands(filter, false));
      case STARTS_WITH ->
          add(valueParameters, "instr(" + value + ", ?) = 1", operands(filter, false));
      case IN ->
          add(valueParameters, value + " in (" + marks(filter) + ")", operands(filter, numeric));
      case NOT_IN ->
          add(
              valueParameters,
              "coalesce(" + value + " not in (" + marks(filter) + "), true)",
              operands(filter, numeric));
      case EXISTS -> add(valueParameters, value + " is not null", List.of());
      case NOT_EXISTS -> add(valueParameters, value + " is null", List.of());
    };
  }

  private Conditions compare(
      SpanFilter filter,
      String value,
      List<String> valueParameters,
      String operator,
      boolean numeric) {
    BigDecimal number = number(filter.id(), filter.values().get(0));
    if (numeric) {
      return add(valueParameters, value + " " + operator + " ?", List.of(number));
    }
    // An attribute or text that is no number is neither greater nor less.
    add(valueParameters, value + IS_NUMBER, List.of());
    return add(
        valueParameters, "cast(" + value + " as double) " + operator + " ?", List.of(number));
  }

  private Conditions add(List<String> first, String condition, List<?> then) {
    List<Object> values = new ArrayList<>(first);
    values.addAll(then);
    return and(condition, values.toArray());
  }

  private static List<?> operands(SpanFilter filter, boolean numeric) {
    return numeric
        ? filter.values().stream().map(value -> number(filter.id(), value)).toList()
        : filter.values();
  }

  private static BigDecimal number(String id, String value) {
    // NB: bounded, because the driver writes the number out in full: 1e999999999 is a gigabyte.
    String text = value.strip();
    try {
      var number = new BigDecimal(text.length() <= LONGEST_NUMBER ? text : "");
      if (Math.abs((long) number.scale()) <= LONGEST_NUMBER) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new InvalidSpanQueryException("the value for '" + id + "' must be a number");
  }

  private static String marks(SpanFilter filter) {
    return Places.of(filter.values().size());
  }

  /** The JSON path of an attribute, whatever is in its name. */
  static String path(String attribute) {
    return "$.\"" + attribute.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
