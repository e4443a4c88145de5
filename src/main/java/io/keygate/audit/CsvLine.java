package io.keygate.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.audit.chain.Link;
import io.keygate.platform.web.JsonContext;
import java.util.List;
import java.util.stream.Collectors;

/** An event as a line of CSV (RFC 4180), safe to open in a spreadsheet. */
final class CsvLine {
  /** The columns, in order; nested fields by their path. */
  private static final List<String> COLUMNS =
      List.of(
          "number",
          "at",
          "actor.kind",
          "actor.subject",
          "actor.name",
          "actor.issuer",
          "action",
          "outcome",
          "target.type",
          "target.id",
          "target.path",
          "target.ids",
          "reason",
          "count",
          "firstAt",
          "lastAt",
          "source.address",
          "source.userAgent",
          "source.requestId",
          "changes",
          "details",
          "chain",
          "keyId",
          "previousMac",
          "mac");

  private CsvLine() {}

  static String header() {
    return String.join(",", COLUMNS) + "\r\n";
  }

  static String of(Link link) {
    JsonNode event;
    try {
      event = JsonContext.mapper().readTree(ChainReader.exported(link));
    } catch (JsonProcessingException e) {
      // NB: somebody has changed it; the export goes on.
      return link.number() + ",UNREADABLE\r\n";
    }
    return COLUMNS.stream()
            .map(column -> field(event.at("/" + column.replace('.', '/'))))
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  private static String field(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    String text = value.isValueNode() ? value.asText() : value.toString();
    // NB: a spreadsheet would run a text that begins like this as a formula.
    String harmless = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
    return harmless.matches("[A-Za-z0-9_.:/@'-]*")
        ? harmless
        : "\"" + harmless.replace("\"", "\"\"") + "\"";
  }
}
