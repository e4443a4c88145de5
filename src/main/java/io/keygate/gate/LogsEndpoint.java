package io.keygate.gate;

import io.keygate.apikey.Permission;
import io.keygate.gate.otlp.OtlpMessages;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;

/** {@code POST /v1/logs}: authenticated, counted, dropped for now. */
@Shared
class LogsEndpoint implements GateEndpoint {
  private static final String PATH = "/v1/logs";

  private final OtlpExchange exchange;
  private final DroppedSignals dropped;

  @Inject
  LogsEndpoint(OtlpExchange exchange, DroppedSignals dropped) {
    this.exchange = exchange;
    this.dropped = dropped;
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
    exchange.drop(call, dropped.logs(), OtlpMessages::countLogs);
  }
}
