package io.keygate.platform.mail;

import io.keygate.platform.inject.Shared;
import io.keygate.platform.mail.MailException.Cause;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Hands mails to the relay, through the server's mail session. */
@Shared
public class Mailer {
  private static final String TO_CONNECT_MILLIS = "15000";

  /**
   * RFC 5321, 4.5.3.2: a relay that is slow to say that it has taken a mail must not get it again
   * for that.
   */
  private static final String TO_ANSWER_MILLIS = "300000";

  private final MailConfig config;
  private final Clock clock;

  @Resource(lookup = "java:jboss/mail/Keygate")
  private Session session;

  @Inject
  Mailer(MailConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Whether there is a relay at all. */
  public boolean hasRelay() {
    return config.hasRelay();
  }

  /** What comes after the {@code @} in whom mails come from. */
  public String domain() {
    return config.from().substring(config.from().indexOf('@') + 1);
  }

  /** Sends a text; the relay has accepted it for all recipients when this has returned. */
  public void send(List<String> recipients, String subject, String text) throws MailException {
    try (Relay relay = connect()) {
      relay.send(Mail.plain(recipients, subject, text));
    }
  }

  /** Connects to the relay. */
  public Relay connect() throws MailException {
    Session patient = Session.getInstance(properties());
    try {
      var transport = (SMTPTransport) patient.getTransport("smtp");
      if (config.user().isEmpty()) {
        transport.connect();
      } else {
        transport.connect(config.user().get(), config.password());
      }
      return new Relay(patient, transport, config.from(), clock);
    } catch (MessagingException e) {
      throw new MailException(Cause.RELAY, Relay.answer(e));
    }
  }

  /** Those of the server's session; a relay that is silent does not hold the caller for ever. */
  private Properties properties() {
    var properties = new Properties();
    properties.putAll(session.getProperties());
    properties.setProperty("mail.smtp.connectiontimeout", TO_CONNECT_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", TO_CONNECT_MILLIS);
    properties.setProperty("mail.smtp.timeout", TO_ANSWER_MILLIS);
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(config.startTls()));
    properties.setProperty("mail.smtp.auth", Boolean.toString(config.user().isPresent()));
    return properties;
  }
}
