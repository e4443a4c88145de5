package io.keygate.bench;

import java.nio.ByteBuffer;

/** The requests of one connection, as the bytes that go over it. */
interface RequestSource {
  /** The next request, to be sent from its position to its limit before this is called again. */
  ByteBuffer next();
}
