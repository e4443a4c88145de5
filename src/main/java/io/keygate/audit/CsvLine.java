package io.keygate.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.audit.chain.Link;
import io.keygate.platform.text.Csv;
import io.keygate.platform.web.JsonContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event as a line of CSV. */
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
    return Csv.line(COLUMNS);
  }

  static String of(Link link) {
    JsonNode event;
    try {
      event = JsonContext.mapper().readTree(ChainReader.exported(link));
    } catch (JsonProcessingException e) {
      // NB: somebody has changed it; the export goes on.
      return link.number() + ",UNREADABLE\r\n";
    }
    return Csv.line(COLUMNS.stream().map(column -> text(event, column)).toList());
  }

  private static @Nullable String text(JsonNode event, String column) {
    JsonNode value = event.at("/" + column.replace('.', '/'));
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
