package io.keygate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.web.Preferred;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trail in the form that is asked for. */
@ApplicationScoped
class AuditAnswers {
  static final String NDJSON = "application/x-ndjson";
  static final String CSV = "text/csv";
  private static final String NEWEST_FIRST = "desc";
  private static final String OLDEST_FIRST = "asc";

  private final AuditTrail trail;
  private final Clock clock;

  @Inject
  AuditAnswers(AuditTrail trail, Clock clock) {
    this.trail = trail;
    this.clock = clock;
  }

  /** A page as JSON, or the whole result as a stream, whichever the caller likes best. */
  Response read(
      ChainRow chain,
      AuditFilter filter,
      PageRequest page,
      @Nullable String order,
      HttpHeaders headers) {
    return switch (Preferred.of(headers, List.of(MediaType.APPLICATION_JSON, NDJSON, CSV))) {
      case NDJSON -> stream(NDJSON, "ndjson", chain, trail.export(chain, filter, "ndjson"));
      case CSV -> stream(CSV, "csv", chain, trail.export(chain, filter, "csv"));
      default -> Response.ok(page(chain, filter, page, order), MediaType.APPLICATION_JSON).build();
    };
  }

  private AuditPage page(
      ChainRow chain, AuditFilter filter, PageRequest page, @Nullable String order) {
    String wanted = requireNonNullElse(order, NEWEST_FIRST);
    if (!List.of(NEWEST_FIRST, OLDEST_FIRST).contains(wanted)) {
      throw ProblemException.invalid("order", "must be desc or asc");
    }
    boolean newestFirst = wanted.equals(NEWEST_FIRST);
    return AuditPage.of(
        Page.of(
            page,
            trail.page(chain, filter, page, newestFirst),
            link -> link.number(),
            AuditEventView::of));
  }

  VerificationView verification(ChainRow chain) {
    return VerificationView.of(trail.verify(chain), clock.instant());
  }

  private static Response stream(String type, String ending, ChainRow chain, Export export) {
    StreamingOutput body =
        output -> {
          if (type.equals(CSV)) {
            output.write(CsvLine.header().getBytes(UTF_8));
          }
          export.forEach(
              link -> {
                String line =
                    type.equals(CSV) ? CsvLine.of(link) : ChainReader.exported(link) + "\n";
                output.write(line.getBytes(UTF_8));
              });
        };
    return Response.ok(body, type.equals(CSV) ? CSV + ";charset=UTF-8" : type)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"audit-" + chain.label() + "." + ending + "\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
