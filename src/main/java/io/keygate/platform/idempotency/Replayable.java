package io.keygate.platform.idempotency;

/** An answer of which a part is given once and never kept. */
public interface Replayable {
  /** The answer as it may be kept and given again. */
  Object forReplay();
}
