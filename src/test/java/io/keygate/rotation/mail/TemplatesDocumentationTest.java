package io.keygate.rotation.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code src/docs/mail-templates.md} says. */
class TemplatesDocumentationTest {
  private static final Path TEMPLATES = Path.of("src/main/resources/mail");

  @TempDir Path folder;
  private final String page = Files.readString(Path.of("src/docs/mail-templates.md"));

  TemplatesDocumentationTest() throws IOException {}

  @Test
  void namesAllTemplatesAndWhatTheyUse() throws Exception {
    Set<String> names = new TreeSet<>();
    try (var files = Files.list(TEMPLATES)) {
      for (Path file : files.toList()) {
        names.add(file.getFileName().toString());
        Mustache.compiler().compile(Files.readString(file)).visit(new Names(names));
      }
    }
    assertThat(names).hasSizeGreaterThan(40).allSatisfy(n -> assertThat(page).contains("`" + n));
  }

  @Test
  void itsExampleIsTrue() throws Exception {
    String name = "reminder.advice.txt";
    assertThat(page).contains("/mail/" + name + "\" <<'END'\n");
    Files.writeString(folder.resolve(name), page.split("<<'END'\n", -1)[1].split("END\n", -1)[0]);
    MailText mail = Samples.reminder(new Templates(folder));
    String paragraph = page.lines().filter(line -> line.startsWith("    ")).findFirst().orElse("");
    assertThat(mail.plain().split("\n\n", -1)[1]).isEqualTo(paragraph.strip());
    assertThat(mail.html())
        .contains("a&#x3D;1&amp;b&#x3D;2, or ask &lt;platform@example.org&gt;.</p>");
  }

  private record Names(Set<String> names) implements Mustache.Visitor {
    @Override
    public void visitText(String text) {
      // names nothing
    }

    @Override
    public void visitVariable(String name) {
      names.add(name);
    }

    @Override
    public boolean visitInclude(String name) {
      return false;
    }

    @Override
    public boolean visitSection(String name) {
      names.add(name);
      return true;
    }

    @Override
    public boolean visitInvertedSection(String name) {
      names.add(name);
      return true;
    }
  }
}
