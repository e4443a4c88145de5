package io.keygate.rotation.compliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.web.Preferred;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;

/** What was found, in the form that is asked for. */
@ApplicationScoped
class ComplianceAnswers {
  static final String CSV = "text/csv";

  private final Compliance compliance;

  @Inject
  ComplianceAnswers(Compliance compliance) {
    this.compliance = compliance;
  }

  /** A page as JSON, or the whole result as a stream, whichever the caller likes best. */
  Response read(String org, FindingFilter filter, PageRequest page, HttpHeaders headers) {
    if (Preferred.of(headers, List.of(MediaType.APPLICATION_JSON, CSV)).equals(CSV)) {
      return csv(org, compliance.export(org, filter));
    }
    return Response.ok(compliance.page(org, filter, page), MediaType.APPLICATION_JSON).build();
  }

  private static Response csv(String org, FlaggedKeyExport export) {
    StreamingOutput body =
        output -> {
          output.write(FlaggedKeyCsv.header().getBytes(UTF_8));
          export.forEach(key -> output.write(FlaggedKeyCsv.of(key).getBytes(UTF_8)));
        };
    return Response.ok(body, CSV + ";charset=UTF-8")
        .header(
            HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"compliance-" + org + ".csv\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
