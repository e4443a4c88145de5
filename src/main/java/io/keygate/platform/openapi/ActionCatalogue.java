package io.keygate.platform.openapi;

import io.keygate.platform.event.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.tags.Tag;

/** All actions of the audit trail as parts of the document: for programs, and as a table. */
final class ActionCatalogue {
  private static final String TAG = "Audit";

  private ActionCatalogue() {}

  static void addTo(OpenAPI document) {
    List<Map<String, String>> entries = new ArrayList<>();
    var table = new StringBuilder("\n\n| action | what it tells |\n| --- | --- |\n");
    for (Action action : Action.values()) {
      Map<String, String> entry = new LinkedHashMap<>();
      entry.put("action", action.word());
      entry.put("meaning", action.meaning());
      entries.add(entry);
      table.append("| `%s` | %s |%n".formatted(action.word(), action.meaning()));
    }
    document.addExtension("x-audit-actions", entries);
    for (Tag tag : document.getTags()) {
      if (tag.getName().equals(TAG)) {
        tag.setDescription(tag.getDescription() + table);
      }
    }
  }
}
