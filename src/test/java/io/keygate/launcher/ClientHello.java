package io.keygate.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The first message of a TLS client (RFC 5246, 7.4.1.2), written by hand: Java's own client does
 * not speak versions that are too old, and so would not show that the server refuses them.
 */
final class ClientHello {
  static final int TLS_1_1 = 0x0302;
  static final int TLS_1_2 = 0x0303;

  /** The server goes on with the handshake. */
  static final String SERVER_HELLO = "16";

  /** A fatal alert: protocol_version. */
  static final String WRONG_VERSION = "15:0246";

  /** ECDHE_ECDSA and ECDHE_RSA with AES-128-CBC and SHA-1, which both versions know; with GCM. */
  private static final byte[] CIPHER_SUITES = hex("c009c013c02bc02f");

  /** supported_groups: P-256; signature_algorithms: ECDSA and RSA with SHA-256. */
  private static final byte[] EXTENSIONS = hex("000a000400020017" + "000d0006000404030401");

  private ClientHello() {}

  /** The kind of the server's answer, and of an alert what it says. */
  static String answer(int port, int version) throws IOException {
    try (var socket = new Socket("localhost", port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(message(version));
      InputStream in = socket.getInputStream();
      byte[] header = in.readNBytes(5);
      String kind = HexFormat.of().formatHex(header, 0, 1);
      int length = ByteBuffer.wrap(header, 3, 2).getShort();
      return kind.equals(SERVER_HELLO)
          ? kind
          : kind + ":" + HexFormat.of().formatHex(in.readNBytes(length));
    }
  }

  private static byte[] message(int version) {
    int body = 2 + 32 + 1 + 2 + CIPHER_SUITES.length + 2 + 2 + EXTENSIONS.length;
    return ByteBuffer.allocate(5 + 4 + body)
        .put((byte) 0x16)
        .putShort((short) 0x0301)
        .putShort((short) (4 + body))
        .putInt(0x01000000 | body)
        .putShort((short) version)
        .put(new byte[32])
        .put((byte) 0)
        .putShort((short) CIPHER_SUITES.length)
        .put(CIPHER_SUITES)
        .putShort((short) 0x0100)
        .putShort((short) EXTENSIONS.length)
        .put(EXTENSIONS)
        .array();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
