package io.keygate.platform.mail;

import io.keygate.platform.inject.Shared;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Properties;

/** Hands mails to the relay, through the server's mail session. */
@Shared
public class Mailer {
  private static final String PATIENCE_MILLIS = "15000";

  private final MailConfig config;
  private final Clock clock;

  @Resource(lookup = "java:jboss/mail/Keygate")
  private Session session;

  @Inject
  Mailer(MailConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Sends a text; the relay has accepted it for all recipients when this has returned. */
  public void send(List<String> recipients, String subject, String text) throws MailException {
    Session patient = Session.getInstance(properties());
    try {
      var message = new MimeMessage(patient);
      message.setFrom(new InternetAddress(config.from()));
      for (String recipient : recipients) {
        message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
      }
      message.setSubject(subject, StandardCharsets.UTF_8.name());
      message.setText(text, StandardCharsets.UTF_8.name());
      message.setSentDate(Date.from(clock.instant()));
      message.setHeader("Auto-Submitted", "auto-generated");
      message.saveChanges();
      try (Transport transport = patient.getTransport("smtp")) {
        if (config.user().isEmpty()) {
          transport.connect();
        } else {
          transport.connect(config.user().get(), config.password());
        }
        transport.sendMessage(message, message.getAllRecipients());
      }
    } catch (MessagingException e) {
      throw new MailException(String.valueOf(e.getMessage()));
    }
  }

  /** Those of the server's session; a relay that is silent does not hold the caller for long. */
  private Properties properties() {
    var properties = new Properties();
    properties.putAll(session.getProperties());
    for (String limit : List.of("connectiontimeout", "timeout", "writetimeout")) {
      properties.setProperty("mail.smtp." + limit, PATIENCE_MILLIS);
    }
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(config.startTls()));
    properties.setProperty("mail.smtp.auth", Boolean.toString(config.user().isPresent()));
    return properties;
  }
}
