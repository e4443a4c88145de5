package io.keygate.audit;

import io.keygate.audit.chain.Finding;
import io.keygate.audit.chain.Verdict;
import java.util.Map;
import java.util.TreeMap;

/** Verdicts as details of an event. */
final class Results {
  private Results() {}

  static Map<String, String> details(Verdict verdict) {
    Map<String, String> details = new TreeMap<>();
    details.put("intact", Boolean.toString(verdict.isIntact()));
    details.put("events", Long.toString(verdict.events()));
    details.put("head", Long.toString(verdict.last()));
    Finding finding = verdict.finding();
    if (finding != null) {
      details.put("firstBroken", Long.toString(finding.number()));
      details.put("kind", finding.kind().word());
    }
    return details;
  }
}
