package io.keygate.gate;

import io.keygate.gate.otlp.Memory;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request, inflated, with a limit on the bytes before and after (OTLP/HTTP;
 * sdk-contract.md). Close it to give its share of the budget back.
 */
final class Body implements AutoCloseable, Memory {
  private static final int CHUNK = 64 << 10;

  /** Who takes longer holds a thread and memory for nothing; the purge relies on the limit too. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(80);

  private final int most;
  private final BodyBudget budget;
  private long taken;

  Body(int most, BodyBudget budget) {
    this.most = most;
    this.budget = budget;
  }

  /** All bytes; 400, 413 or 503 where that is not possible. */
  byte[] read(InputStream in, @Nullable String encoding) throws IOException {
    InputStream limited = new Limited(in);
    InputStream plain;
    try {
      plain = inflating(limited, encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT));
    } catch (ZipException | EOFException e) {
      throw damaged();
    }
    try (plain) {
      return drain(plain);
    } catch (ZipException | EOFException e) {
      throw damaged();
    }
  }

  private byte[] drain(InputStream plain) throws IOException {
    var bytes = new ByteArrayOutputStream(CHUNK);
    byte[] chunk = new byte[CHUNK];
    int count;
    long begin = System.nanoTime();
    while ((count = plain.read(chunk)) >= 0) {
      if (System.nanoTime() - begin > LONGEST_NANOS) {
        throw GateError.unavailable(2);
      }
      if (bytes.size() + count > most) {
        throw GateError.tooLarge(most);
      }
      take(count);
      bytes.write(chunk, 0, count);
    }
    return bytes.toByteArray();
  }

  private static InputStream inflating(InputStream in, String encoding) throws IOException {
    return switch (encoding) {
      case "", "identity" -> in;
      case "gzip", "x-gzip" -> new GZIPInputStream(in, CHUNK);
      case "deflate" -> deflate(in);
      default ->
          throw GateError.badRequest(
              "The content encoding is not understood; send gzip, deflate or none.");
    };
  }

  /** RFC 9110 means zlib by deflate; some clients send the bare format all the same. */
  private static InputStream deflate(InputStream in) throws IOException {
    var peeking = new PushbackInputStream(in, 2);
    byte[] head = peeking.readNBytes(2);
    peeking.unread(head);
    boolean zlib =
        head.length == 2
            && (head[0] & 0x0F) == 8
            && (((head[0] & 0xFF) << 8) | (head[1] & 0xFF)) % 31 == 0;
    var inflater = new Inflater(!zlib);
    return new InflaterInputStream(peeking, inflater, CHUNK) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end();
      }
    };
  }

  private static GateError damaged() {
    return GateError.badRequest("The body is not what its content encoding says.");
  }

  /** Takes memory of all requests together; a request that could never have as much is a 413. */
  @Override
  public void take(long bytes) {
    if (taken + bytes > budget.whole()) {
      throw GateError.tooManyElements();
    }
    budget.take(bytes);
    taken += bytes;
  }

  @Override
  public void close() {
    budget.giveBack(taken);
  }

  private final class Limited extends FilterInputStream {
    private long count;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      counted(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return counted(super.read(buffer, offset, length));
    }

    private int counted(int read) {
      count += Math.max(read, 0);
      if (count > most) {
        throw GateError.tooLarge(most);
      }
      return read;
    }
  }
}
