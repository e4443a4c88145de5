package io.keygate.rotation.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.testing.RunningKeygate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls to servers that do not behave. */
class WebhookCallsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private final WebhookCalls calls = new WebhookCalls(new CheckedAddresses(true));

  @AfterEach
  void close() {
    calls.close();
  }

  /** What a server does with a connection. */
  private interface Behaviour {
    void meet(Socket socket) throws Exception;
  }

  private static ServerSocket server(Behaviour behaviour) throws IOException {
    var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    var thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  behaviour.meet(socket);
                } catch (Exception e) {
                  // the other side, or the test, has ended
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private Reply call(WebhookCalls caller, String url) {
    return caller.call(new Receiver(url, new SigningSecret(new byte[32])), "dlv_1", "{}", NOW);
  }

  private Reply call(ServerSocket server) {
    return call(calls, "http://127.0.0.1:" + server.getLocalPort() + "/");
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  @Test
  void connectsToNoAddressThatIsRefused() throws Exception {
    var connections = new AtomicInteger();
    var careful = new WebhookCalls(new CheckedAddresses(false));
    try (ServerSocket server = server(socket -> connections.incrementAndGet())) {
      int port = server.getLocalPort();
      for (String host :
          new String[] {"127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "127.1"}) {
        assertThat(call(careful, "http://" + host + ":" + port + "/").accepted())
            .as(host)
            .isFalse();
      }
      assertThat(call(careful, "http://127.0.0.1:" + port + "/").words())
          .isEqualTo(
              "the host is this server itself, or at a link-local, multicast or cloud metadata"
                  + " address");
      assertThat(connections).hasValue(0);
    } finally {
      careful.close();
    }
  }

  @Test
  @Timeout(20)
  void doesNotWaitForABodyWithoutEnd() throws Exception {
    try (ServerSocket server =
        server(
            socket -> {
              say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nsecret");
              Thread.sleep(Duration.ofSeconds(60).toMillis());
            })) {
      long begin = System.nanoTime();
      assertThat(call(server)).isEqualTo(new Reply(true, "200 OK"));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  @Timeout(30)
  void endsAfterTenSecondsThoughEachByteComesInTime() throws Exception {
    try (ServerSocket server =
        server(
            socket -> {
              say(socket, "HTTP/1.1 200 OK\r\nX-Slow: ");
              for (int i = 0; i < 60; i++) {
                say(socket, "a");
                Thread.sleep(1_000);
              }
            })) {
      long begin = System.nanoTime();
      assertThat(call(server)).isEqualTo(new Reply(false, "no answer within 10 seconds"));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(14));
    }
  }

  @Test
  void saysNothingOfWhatIsNoHttp() throws Exception {
    try (ServerSocket server = server(socket -> say(socket, "220 secret.intranet ESMTP\r\n"))) {
      Reply reply = call(server);
      assertThat(reply.accepted()).isFalse();
      assertThat(reply.words()).doesNotContain("secret");
    }
  }

  @Test
  void saysThatNobodyListens() {
    Reply reply = call(calls, "http://127.0.0.1:" + RunningKeygate.freePort() + "/");
    assertThat(reply.accepted()).isFalse();
    assertThat(reply.words()).startsWith("no connection: ");
  }
}
