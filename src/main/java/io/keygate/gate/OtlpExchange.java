package io.keygate.gate;

import io.keygate.gate.otlp.MalformedOtlpException;
import io.keygate.gate.otlp.Memory;
import io.keygate.gate.otlp.OtlpEncoding;
import io.keygate.gate.otlp.OtlpMessages;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.io.IOException;

/**
 * What all OTLP endpoints do alike: content type, body, and the answer in the request's encoding.
 */
@Shared
class OtlpExchange {
  private final GateConfig config;
  private final BodyBudget budget;

  @Inject
  OtlpExchange(GateConfig config, BodyBudget budget) {
    this.config = config;
    this.budget = budget;
  }

  /** Makes the bytes of an answer from those of a request. */
  interface Signal {
    byte[] take(byte[] body, OtlpEncoding encoding, Memory memory) throws MalformedOtlpException;
  }

  void run(GateCall call, Signal signal) throws IOException {
    OtlpEncoding encoding =
        OtlpEncoding.of(call.request().getContentType())
            .orElseThrow(GateError::unsupportedMediaType);
    try (var body = new Body(config.maxBodyBytes(), budget)) {
      byte[] bytes =
          body.read(call.request().getInputStream(), call.request().getHeader("Content-Encoding"));
      call.standing().confirmAfterBody();
      call.bytes(encoding.mediaType(), signal.take(bytes, encoding, body));
    } catch (MalformedOtlpException e) {
      throw GateError.badRequest(String.valueOf(e.getMessage()));
    }
  }

  /** A signal that is authenticated, read and counted, and then dropped. */
  void drop(GateCall call, DroppedSignals.Counter counter, Count count) throws IOException {
    run(
        call,
        (body, encoding, memory) -> {
          counter.add(count.of(body, encoding, memory));
          return OtlpMessages.success(encoding);
        });
  }

  /** Counts the items of a request. */
  interface Count {
    long of(byte[] body, OtlpEncoding encoding, Memory memory) throws MalformedOtlpException;
  }
}
