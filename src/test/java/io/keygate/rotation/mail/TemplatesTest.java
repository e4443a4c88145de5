package io.keygate.rotation.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygate.platform.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {
  @TempDir Path folder;

  private Path own(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private MailText reminder() {
    return Samples.reminder(new Templates(folder));
  }

  @Nested
  class Parts {
    @Test
    void areEscapedInHtmlAndPlainInText() throws Exception {
      own("reminder.advice.txt", "Ask <ops> & \"wait\"\n");
      MailText mail = reminder();
      assertThat(mail.plain()).contains("\nAsk <ops> & \"wait\"\n");
      assertThat(mail.html()).contains(">Ask &lt;ops&gt; &amp; &quot;wait&quot;</p>");
    }

    @Test
    void haveTheirValuesEscapedOnceAndWhateverTheySay() throws Exception {
      own("reminder.use.txt", "a {{name}} b {{{name}}} c {{&name}} d");
      MailText mail = reminder();
      String name = "partner & sons <import>";
      assertThat(mail.plain()).contains("a " + name + " b " + name + " c " + name + " d");
      String escaped = "partner &amp; sons &lt;import&gt;";
      assertThat(mail.html())
          .contains("a " + escaped + " b " + escaped + " c " + escaped + " d")
          .doesNotContain("<import>");
    }

    @Test
    void mayIncludeOthers() throws Exception {
      own("reminder.use.txt", "<{{>due-in}}>");
      assertThat(reminder().plain()).contains("<9 days overdue>");
      assertThat(reminder().html()).contains("&lt;9 days overdue&gt;");
    }

    @Test
    void mayHaveOtherDelimiters() throws Exception {
      own("reminder.use.txt", "{{=<% %>=}}<b> <% name %>");
      assertThat(reminder().plain()).contains("<b> notebooks");
      assertThat(reminder().html()).contains("&lt;b&gt; notebooks");
    }
  }

  @Nested
  class Subjects {
    @Test
    void areOneLine() throws Exception {
      own("reminder.subject.txt", "One {{rotate}}\r\nBcc: eve@example.org\n\n\tand\u0007more\n");
      assertThat(reminder().subject()).isEqualTo("One 3 Bcc: eve@example.org and more");
    }

    @Test
    void cannotBeTurnedAround() throws Exception {
      own("reminder.subject.txt", "a\u202eb\u2066c\u2028d \ud83d\udd11");
      assertThat(reminder().subject()).isEqualTo("abc d \ud83d\udd11");
    }
  }

  @Nested
  class TheStart {
    private void failsWith(String message) {
      assertThatThrownBy(() -> new TemplateCheck(new Templates(folder)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage("KEYGATE_HOME " + message);
    }

    @Test
    void succeedsWithTheOriginals() {
      assertThat(new TemplateCheck(new Templates(folder))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
      "reminder.txt, '{{#keys}} never closed'",
      "report.verdict.txt, '{{/flagged}}'",
      "reminder.html, '{{^nothing}}{{>due_in}}{{/nothing}}'"
    })
    void failsForWhatIsNoTemplate(String name, String text) throws Exception {
      Path file = own(name, text);
      assertThatThrownBy(() -> new Templates(folder))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith("KEYGATE_HOME " + file + " is not a template: ");
    }

    @Test
    void failsForPartsThatIncludeEachOther() throws Exception {
      own("reminder.use.txt", "{{>due-in}}");
      own("reminder.due-in.txt", "{{>use}}");
      failsWith(
          folder.resolve("reminder.txt")
              + " cannot be filled: its parts include each other for ever");
    }

    @Test
    void failsForSubjectsThatAreEmpty() throws Exception {
      own("reminder.subject.txt", "{{nothing}} \n");
      failsWith("mail/reminder.subject.txt gives mails without a subject");
    }
  }
}
