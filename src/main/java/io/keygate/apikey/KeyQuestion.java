package io.keygate.apikey;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request that waits to hear whose key it has. */
record KeyQuestion(List<SecretHash> hashes, CompletableFuture<@Nullable StoredKey> answer) {
  private static final int HASH_BYTES = 32;

  static KeyQuestion of(List<SecretHash> hashes) {
    return new KeyQuestion(hashes, new CompletableFuture<>());
  }

  /** One that nobody waits for, to see whether the database answers at all. */
  static KeyQuestion probe() {
    return of(List.of(new SecretHash("", new byte[HASH_BYTES])));
  }

  /** Takes its answer from all that was found. */
  void answerFrom(Map<ByteBuffer, StoredKey> found) {
    for (SecretHash hash : hashes) {
      StoredKey key = found.get(ByteBuffer.wrap(hash.bytes()));
      if (key != null) {
        answer.complete(key);
        return;
      }
    }
    answer.complete(null);
  }
}
