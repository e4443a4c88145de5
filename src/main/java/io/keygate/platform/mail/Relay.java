package io.keygate.platform.mail;

import io.keygate.platform.mail.MailException.Cause;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** A connection to the mail relay, for any number of mails in turn. */
public final class Relay implements AutoCloseable {
  private static final int PERMANENT = 500;
  private static final int CLOSING = 421;

  /** RFC 3463, after the reply code: class, subject, detail. */
  private static final Pattern ENHANCED =
      Pattern.compile("^\\d{3}[ -]\\d\\.(\\d{1,3})\\.(\\d{1,3})\\b");

  /** RFC 5321, 4.2.3, of a mailbox: it is not there, or not here, or full, or no name for one. */
  private static final Set<Integer> OF_MAILBOXES = Set.of(550, 551, 552, 553);

  private static final int LONGEST_ANSWER = 500;

  private final Session session;
  private final SMTPTransport transport;
  private final String from;
  private final Clock clock;

  Relay(Session session, SMTPTransport transport, String from, Clock clock) {
    this.session = session;
    this.transport = transport;
    this.from = from;
    this.clock = clock;
  }

  /**
   * Hands a mail over; the relay has accepted it for all its recipients when this has returned.
   *
   * @return what the relay said
   */
  public String send(Mail mail) throws MailException {
    try {
      MimeMessage message = message(mail);
      transport.sendMessage(message, message.getAllRecipients());
      return shortened(transport.getLastServerResponse());
    } catch (MessagingException e) {
      throw new MailException(why(e), answer(e));
    }
  }

  /** Whether another mail can be sent with it. */
  public boolean isOpen() {
    return transport.isConnected();
  }

  private MimeMessage message(Mail mail) throws MessagingException {
    var message = new WithId(session, mail.messageId());
    message.setFrom(new InternetAddress(from));
    for (String recipient : mail.to()) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
    }
    message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    // RFC 3834: so that no answering machine answers.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Auto-Response-Suppress", "All");
    for (Map.Entry<String, String> header : mail.headers().entrySet()) {
      message.setHeader(header.getKey(), header.getValue());
    }
    String html = mail.html();
    if (html == null) {
      message.setText(mail.text(), StandardCharsets.UTF_8.name());
    } else {
      var plain = new MimeBodyPart();
      plain.setText(mail.text(), StandardCharsets.UTF_8.name());
      var rich = new MimeBodyPart();
      rich.setText(html, StandardCharsets.UTF_8.name(), "html");
      message.setContent(new MimeMultipart("alternative", plain, rich));
    }
    message.saveChanges();
    return message;
  }

  /** One that keeps the id that it was given. */
  private static final class WithId extends MimeMessage {
    private final @Nullable String id;

    WithId(Session session, @Nullable String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      if (id == null) {
        super.updateMessageID();
      } else {
        setHeader("Message-ID", "<" + id + ">");
      }
    }
  }

  /**
   * What the relay says of the sender is nobody's matter but ours; what it does not say at all may
   * be anything.
   */
  private static Cause why(MessagingException thrown) {
    Cause cause = Cause.BROKEN;
    for (Exception e = thrown; e instanceof MessagingException m; e = m.getNextException()) {
      if (e instanceof SMTPSenderFailedException) {
        return Cause.RELAY;
      }
      if (e instanceof SMTPAddressFailedException address) {
        return why(address.getReturnCode(), e.getMessage());
      }
      if (e instanceof SMTPSendFailedException send && send.getReturnCode() > 0) {
        if (String.valueOf(send.getCommand()).startsWith("MAIL")) {
          return Cause.RELAY;
        }
        cause = why(send.getReturnCode(), e.getMessage());
      } else if (e instanceof jakarta.mail.internet.AddressException) {
        cause = Cause.REFUSED;
      }
    }
    return cause;
  }

  /**
   * Of an answer to recipient or content. NB: relays say there too what they think of us (RFC 3463,
   * subject 7; Postfix does so unless told otherwise); only what is said of a mailbox (1, 2), of
   * the size, or of the content (6) is final.
   */
  static Cause why(int code, @Nullable String answer) {
    if (code == CLOSING) {
      return Cause.BROKEN;
    }
    if (code < PERMANENT) {
      return Cause.LATER;
    }
    Matcher enhanced = ENHANCED.matcher(String.valueOf(answer).strip());
    if (!enhanced.find()) {
      return OF_MAILBOXES.contains(code) ? Cause.REFUSED : Cause.LATER;
    }
    return switch (enhanced.group(1)) {
      case "1", "2", "6" -> Cause.REFUSED;
      case "3" -> enhanced.group(2).equals("4") ? Cause.REFUSED : Cause.LATER;
      default -> Cause.LATER;
    };
  }

  /** The innermost is the relay's own answer. */
  static String answer(MessagingException thrown) {
    Exception last = thrown;
    for (Exception e = thrown; e instanceof MessagingException m; e = m.getNextException()) {
      last = e;
      if (e instanceof SMTPAddressFailedException) {
        break;
      }
    }
    return shortened(last.getMessage());
  }

  private static String shortened(@Nullable String answer) {
    String line = String.valueOf(answer).strip().replaceAll("\\s+", " ");
    return line.length() > LONGEST_ANSWER ? line.substring(0, LONGEST_ANSWER) : line;
  }

  @Override
  public void close() {
    try {
      transport.close();
    } catch (MessagingException e) {
      // what was accepted is accepted
    }
  }
}
