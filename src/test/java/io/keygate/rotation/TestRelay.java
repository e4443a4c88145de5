package io.keygate.rotation;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail relay that refuses some, puts others off, and can be told to do something in between. */
final class TestRelay implements AutoCloseable {
  /** Taken by the relay, before it has said so. */
  interface Taken {
    void by(String recipient) throws Exception;
  }

  /** A mail and who it was for. */
  record Received(String recipient, MimeMessage message) {
    String header(String name) throws MessagingException {
      return String.join(",", message.getHeader(name));
    }
  }

  private final int port;
  final List<Received> received = new CopyOnWriteArrayList<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  volatile boolean putsOff = true;

  /** Says of recipients what it thinks of us, and breaks the connection over mails of some. */
  volatile boolean isOdd = true;

  /** Says to everybody that we may not send. */
  volatile boolean knowsUs = true;

  volatile Taken taken = recipient -> {};
  private @Nullable SMTPServer server;

  TestRelay(int port) {
    this.port = port;
  }

  TestRelay start() {
    server = SMTPServer.port(port).messageHandlerFactory(context -> new Handler()).build();
    server.start();
    return this;
  }

  List<Received> to(String recipient) {
    return received.stream().filter(mail -> mail.recipient().equals(recipient)).toList();
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop();
    }
  }

  private final class Handler implements MessageHandler {
    private String recipient = "";

    @Override
    public void from(String from) throws RejectException {
      if (!knowsUs) {
        throw new RejectException(530, "5.7.57 Client was not authenticated to send mail");
      }
    }

    @Override
    public void recipient(String to) throws RejectException {
      recipient = to.toLowerCase(Locale.ROOT);
      asked.add(recipient);
      if (recipient.startsWith("refused")) {
        throw new RejectException(550, "5.1.1 No such user here");
      }
      if (recipient.startsWith("later") && putsOff) {
        throw new RejectException(451, "4.7.1 Try again later");
      }
      if (recipient.startsWith("denied") && isOdd) {
        throw new RejectException(554, "5.7.1 <" + recipient + ">: Relay access denied");
      }
    }

    @Override
    public String data(InputStream data) throws IOException, RejectException {
      try {
        var message = new MimeMessage(Session.getInstance(new Properties()), data);
        if (recipient.startsWith("breaks") && isOdd) {
          throw new DropConnectionException(421, "4.3.0 The filter is gone");
        }
        received.add(new Received(recipient, message));
        taken.by(recipient);
      } catch (IOException | RejectException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
      return "2.0.0 Ok: queued as T" + received.size();
    }

    @Override
    public void done() {
      // the next one may come
    }
  }
}
