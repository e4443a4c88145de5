package io.keygate.trace;

import java.util.List;

/**
 * One condition of a query.
 *
 * @param id a field's name, or that of an attribute
 * @param values one for most operators, any number for in and not_in, none for exists and
 *     not_exists
 */
public record SpanFilter(String id, Operator operator, List<String> values) {

  /** How the value is compared (api.md). */
  public enum Operator {
    EQUALS,
    NOT_EQUALS,
    GREATER_THAN,
    GREATER_THAN_OR_EQUAL,
    LESS_THAN,
    LESS_THAN_OR_EQUAL,
    CONTAINS,
    STARTS_WITH,
    IN,
    NOT_IN,
    EXISTS,
    NOT_EXISTS
  }

  /** That a field or attribute has this value. */
  public static SpanFilter equal(String id, String value) {
    return new SpanFilter(id, Operator.EQUALS, List.of(value));
  }
}
