package io.keygate.audit.chain;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in the canonical form of RFC 8785 (JCS): names in order, no space, shortest escapes. For
 * objects, arrays, texts, whole numbers and booleans; there are no fractions in an event.
 */
public final class Canonical {
  private Canonical() {}

  /** The canonical text of an object. */
  public static String of(Map<String, ?> object) {
    var text = new StringBuilder(512);
    write(text, object);
    return text.toString();
  }

  private static void write(StringBuilder text, Object value) {
    if (value instanceof Map<?, ?> map) {
      writeObject(text, map);
    } else if (value instanceof Collection<?> items) {
      writeArray(text, items);
    } else if (value instanceof String s) {
      writeText(text, s);
    } else if (value instanceof Long || value instanceof Integer || value instanceof Boolean) {
      text.append(value);
    } else {
      throw new IllegalArgumentException("an event cannot hold a " + value.getClass());
    }
  }

  private static void writeObject(StringBuilder text, Map<?, ?> map) {
    // NB: Java compares texts by UTF-16 code units, as the RFC asks.
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((name, value) -> sorted.put((String) name, value));
    text.append('{');
    String separator = "";
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      text.append(separator);
      writeText(text, entry.getKey());
      text.append(':');
      write(text, entry.getValue());
      separator = ",";
    }
    text.append('}');
  }

  private static void writeArray(StringBuilder text, Collection<?> items) {
    text.append('[');
    for (Iterator<?> i = items.iterator(); i.hasNext(); ) {
      write(text, i.next());
      if (i.hasNext()) {
        text.append(',');
      }
    }
    text.append(']');
  }

  private static void writeText(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\f' -> text.append("\\f");
        case '\r' -> text.append("\\r");
        default -> {
          if (c < ' ') {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
