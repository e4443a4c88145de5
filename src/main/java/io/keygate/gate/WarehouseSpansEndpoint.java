package io.keygate.gate;

import io.keygate.apikey.Permission;
import io.keygate.apikey.VerifiedKey;
import io.keygate.platform.inject.Shared;
import io.keygate.trace.InvalidSpanQueryException;
import io.keygate.trace.SpanPage;
import io.keygate.trace.SpanQuery;
import io.keygate.trace.SpanSearch;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /v2/warehouse/spans}: the spans of the key's stream, and of no other, whatever is
 * asked.
 */
@Shared
class WarehouseSpansEndpoint implements GateEndpoint {
  private static final String PATH = "/v2/warehouse/spans";

  private final SpanSearch search;

  /** Reading must not take memory and connections from ingest. */
  private static final int MOST_AT_ONCE = 8;

  private static final long PATIENCE_SECONDS = 5;
  private final Semaphore readers = new Semaphore(MOST_AT_ONCE);

  @Inject
  WarehouseSpansEndpoint(SpanSearch search) {
    this.search = search;
  }

  @Override
  public boolean isAt(String path) {
    return path.equals(PATH);
  }

  @Override
  public List<String> methods() {
    return List.of("GET");
  }

  @Override
  public Permission permission() {
    return Permission.READ;
  }

  @Override
  public void handle(GateCall call) throws IOException, SQLException {
    SpanQuery query;
    try {
      query = WarehouseQuery.of(call.request().getParameterMap());
      enter();
    } catch (InvalidSpanQueryException e) {
      throw GateError.badRequest(String.valueOf(e.getMessage()));
    }
    try {
      answer(call, query);
    } finally {
      readers.release();
    }
  }

  private void answer(GateCall call, SpanQuery query) throws IOException, SQLException {
    VerifiedKey key = call.key();
    SpanPage page;
    try {
      page = search.find(key.streamId(), query);
    } catch (InvalidSpanQueryException e) {
      throw GateError.badRequest(String.valueOf(e.getMessage()));
    }
    call.json(WarehouseAnswer.of(page, key.environment()));
  }

  private void enter() {
    try {
      if (readers.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw GateError.unavailable(2);
  }
}
