package io.keygate.gate;

import io.keygate.apikey.KeyUsage;
import io.keygate.apikey.Permission;
import io.keygate.apikey.VerifiedKey;
import io.keygate.gate.otlp.OtlpMessages;
import io.keygate.gate.otlp.TraceBatch;
import io.keygate.platform.inject.Shared;
import io.keygate.trace.SpanStore;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;

/** {@code POST /v1/traces}: spans of the key's stream, durable before the 200. */
@Shared
class TracesEndpoint implements GateEndpoint {
  private static final String PATH = "/v1/traces";

  private final OtlpExchange exchange;
  private final SpanStore store;
  private final KeyUsage usage;

  @Inject
  TracesEndpoint(OtlpExchange exchange, SpanStore store, KeyUsage usage) {
    this.exchange = exchange;
    this.store = store;
    this.usage = usage;
  }

  @Override
  public boolean isAt(String path) {
    return path.equals(PATH);
  }

  @Override
  public List<String> methods() {
    return List.of("POST");
  }

  @Override
  public Permission permission() {
    return Permission.INGEST;
  }

  @Override
  public boolean isOtlp() {
    return true;
  }

  @Override
  public void handle(GateCall call) throws IOException {
    VerifiedKey key = call.key();
    exchange.run(
        call,
        (body, encoding, memory) -> {
          TraceBatch batch = OtlpMessages.traces(body, encoding, memory, store.largestSpan());
          call.standing().confirm();
          store.store(key.streamId(), key.id(), batch.spans());
          if (!batch.spans().isEmpty()) {
            usage.service(key.id(), batch.spans().get(0).serviceName());
          }
          return batch.rejected() == 0
              ? OtlpMessages.success(encoding)
              : OtlpMessages.partialSuccess(encoding, batch);
        });
  }
}
