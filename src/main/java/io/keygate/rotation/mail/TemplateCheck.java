package io.keygate.rotation.mail;

import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Home;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;

/**
 * Writes a sample of each mail at start; so a template that cannot be filled stops the start, and
 * not the mail that it is for.
 */
@Shared
class TemplateCheck implements FeatureConfig {
  @Inject
  TemplateCheck(Templates templates) {
    try {
      check("reminder.subject.txt", Samples.reminder(templates));
      check("report.subject.txt", Samples.report(templates));
    } catch (UnfillableException e) {
      throw new ConfigurationException(Home.VARIABLE, String.valueOf(e.getMessage()));
    }
  }

  private static void check(String subject, MailText mail) {
    if (mail.subject().isEmpty()) {
      throw new ConfigurationException(
          Home.VARIABLE, "mail/" + subject + " gives mails without a subject");
    }
  }
}
