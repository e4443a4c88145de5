package io.keygate.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One keep-alive connection with at most one request under way. */
final class Connection implements AutoCloseable {
  private final SocketChannel channel;
  private final SelectionKey key;
  private final RequestSource requests;
  private final AnswerReader answers = new AnswerReader();
  private ByteBuffer request = ByteBuffer.allocate(0);
  private long sentAt;

  private Connection(SocketChannel channel, Selector selector, RequestSource requests)
      throws IOException {
    this.channel = channel;
    this.requests = requests;
    this.key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  static Connection open(int port, Selector selector, RequestSource requests) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    return new Connection(channel, selector, requests);
  }

  /** Sends the next request, or as much of it as the socket takes. */
  void send() throws IOException {
    request = requests.next();
    sentAt = System.nanoTime();
    sendOn();
  }

  /** Goes on where the socket has taken a part only. */
  void sendOn() throws IOException {
    channel.write(request);
    int wanted =
        request.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ;
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  /** The status if the answer is complete, else 0. */
  int receive() throws IOException {
    return answers.read(channel);
  }

  /** When the request under way was begun; {@link System#nanoTime}. */
  long sentAt() {
    return sentAt;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
