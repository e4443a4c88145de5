package io.keygate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
  private static final int MOST = 1_000;
  private static final byte[] TEXT = "a message of some length".getBytes(StandardCharsets.US_ASCII);

  private final BodyBudget budget = new BodyBudget(2L * MOST);

  @Test
  void readsPlainBytes() throws IOException {
    assertThat(read(TEXT, null)).isEqualTo(TEXT);
    assertThat(read(TEXT, "identity")).isEqualTo(TEXT);
    assertThat(read(new byte[0], null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", " gzip "})
  void inflatesGzip(String encoding) throws IOException {
    assertThat(read(gzip(TEXT), encoding)).isEqualTo(TEXT);
  }

  @Test
  void inflatesDeflateWithAndWithoutZlibHeader() throws IOException {
    assertThat(read(deflate(TEXT, false), "deflate")).isEqualTo(TEXT);
    assertThat(read(deflate(TEXT, true), "deflate")).isEqualTo(TEXT);
  }

  @Test
  void takesExactlyTheLimitAndNotAByteMore() throws IOException {
    assertThat(read(new byte[MOST], null)).hasSize(MOST);
    assertStatus(413, new byte[MOST + 1], null);
  }

  @Test
  void limitsWhatComesOutOfABomb() throws IOException {
    byte[] bomb = gzip(new byte[10_000_000]);
    assertStatus(413, Arrays.copyOf(bomb, Math.min(bomb.length, MOST)), "gzip");
    assertStatus(413, deflate(new byte[MOST + 1], false), "deflate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "gzip, gzip"})
  void refusesWhatIsNotEncodedSo(String encoding) {
    assertStatus(400, TEXT, encoding);
  }

  @Test
  void refusesACutOffBody() throws IOException {
    byte[] whole = gzip(TEXT);
    assertStatus(400, Arrays.copyOf(whole, whole.length - 4), "gzip");
    assertStatus(400, new byte[0], "gzip");
  }

  @Test
  void asksToWaitWhenTheMemoryForBodiesIsTaken() throws IOException {
    try (var first = new Body(MOST, budget);
        var second = new Body(MOST, budget)) {
      first.read(new ByteArrayInputStream(new byte[MOST]), null);
      second.read(new ByteArrayInputStream(new byte[MOST]), null);
      assertStatus(503, TEXT, null);
    }
    assertThat(read(TEXT, null)).isEqualTo(TEXT);
  }

  @Test
  void whatNoRequestCouldEverHaveIsTooLarge() {
    try (var body = new Body(MOST, budget)) {
      assertThatThrownBy(() -> body.take(2L * MOST + 1))
          .isInstanceOfSatisfying(
              GateError.class, error -> assertThat(error.status()).isEqualTo(413));
    }
  }

  private byte[] read(byte[] bytes, @Nullable String encoding) throws IOException {
    try (var body = new Body(MOST, budget)) {
      return body.read(new ByteArrayInputStream(bytes), encoding);
    }
  }

  private void assertStatus(int status, byte[] bytes, @Nullable String encoding) {
    assertThatThrownBy(() -> read(bytes, encoding))
        .isInstanceOfSatisfying(
            GateError.class, error -> assertThat(error.status()).isEqualTo(status));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] bytes, boolean bare) throws IOException {
    var out = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, bare);
    try (OutputStream deflate = new DeflaterOutputStream(out, deflater)) {
      deflate.write(bytes);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }
}
