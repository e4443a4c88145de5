package io.keygate.rotation.mail;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Home;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The templates of mails, in Mustache, in small parts where two of them say the same. A file of the
 * same name in {@code KEYGATE_HOME/mail} takes the place of one; it is read at start, and one that
 * is no template stops the start.
 */
@Shared
public class Templates implements FeatureConfig {
  private static final List<String> NAMES =
      List.of(
          "reminder.heading.txt",
          "reminder.advice.txt",
          "reminder.due-in.txt",
          "reminder.consequence.txt",
          "reminder.use.txt",
          "reminder.reason.txt",
          "reminder.subject.txt",
          "reminder.txt",
          "reminder.html",
          "report.verdict.txt",
          "report.live.txt",
          "report.label.txt",
          "report.advice.txt",
          "report.detail.txt",
          "report.reason.txt",
          "report.subject.txt",
          "report.txt",
          "report.html");

  private static final String AS_TEXT = "as text: ";
  private static final String AS_HTML = "as html: ";

  private static final Pattern BREAK = Pattern.compile("\\s*[\\p{Cc}\\p{Zl}\\p{Zp}]+\\s*");

  /** What turns the direction of all that follows. */
  private static final Pattern TURN = Pattern.compile("[\\u202a-\\u202e\\u2066-\\u2069]");

  private final Path folder;
  private final Map<String, Template> templates = new HashMap<>();
  private final Map<String, Mustache.Lambda> parts = new HashMap<>();

  @Inject
  Templates(Home home) {
    this(home.folder("mail"));
  }

  /** With those of a folder, which need not be there. */
  Templates(Path folder) {
    this.folder = folder;
    for (String name : NAMES) {
      Path own = folder.resolve(name);
      try {
        String text = Files.exists(own) ? Files.readString(own) : builtIn(name);
        templates.put(name, compiled(name, isPart(name) ? text.strip() : text));
      } catch (MustacheException e) {
        throw new ConfigurationException(
            Home.VARIABLE, own + " is not a template: " + e.getMessage());
      } catch (IOException e) {
        throw new ConfigurationException(Home.VARIABLE, own + " cannot be read");
      }
      if (isPart(name)) {
        parts.put(AS_TEXT + name, (place, out) -> place.executeTemplate(template(name), out));
        parts.put(AS_HTML + name, (place, out) -> out.write(escaped(name, place)));
      }
    }
  }

  /**
   * Fills a template. What is not known is left empty; HTML is escaped.
   *
   * @throws UnfillableException where the template does not allow that
   */
  String fill(String name, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.putAll(parts);
    try {
      return template(name).execute(all);
    } catch (MustacheException e) {
      throw new UnfillableException(folder.resolve(name), String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      throw new UnfillableException(folder.resolve(name), "its parts include each other for ever");
    }
  }

  /** The same as one line, as a header needs it, whatever the template and the values have. */
  String fillLine(String name, Map<String, Object> values) {
    String line = BREAK.matcher(fill(name, values)).replaceAll(" ");
    return TURN.matcher(line).replaceAll("").strip();
  }

  /** A part is plain text, with what it is filled with; so all of it is escaped at once. */
  private String escaped(String part, Template.Fragment place) {
    var text = new StringWriter();
    place.executeTemplate(template(part), text);
    return Escapers.HTML.escape(text.toString());
  }

  private Template template(String name) {
    Template template = templates.get(name);
    if (template == null) {
      throw new IllegalArgumentException("there is no template " + name);
    }
    return template;
  }

  private static Template compiled(String name, String text) {
    Template template = compiler(name).compile(text);
    for (String part : Inclusions.of(template)) {
      if (!isPart(part(name, part))) {
        throw new MustacheException("there is no part " + part);
      }
    }
    return template;
  }

  /** The file of a part that a template includes. */
  private static String part(String name, String part) {
    return "%s.%s.txt".formatted(name.substring(0, name.indexOf('.')), part);
  }

  /** {@code {{>use}}} in a template of reminders is that of {@code reminder.use.txt}. */
  private static Mustache.Compiler compiler(String name) {
    boolean html = name.endsWith(".html");
    return Mustache.compiler()
        .withLoader(part -> new StringReader(inclusion(part(name, part), html)))
        .escapeHTML(html)
        .defaultValue("")
        .emptyStringIsFalse(true)
        .zeroIsFalse(true);
  }

  /** NB: not its text; a compiler would take that for HTML where it is included in HTML. */
  private static String inclusion(String part, boolean html) {
    String lambda = (html ? AS_HTML : AS_TEXT) + part;
    return "{{#%1$s}}{{/%1$s}}".formatted(lambda);
  }

  private static boolean isPart(String name) {
    return NAMES.contains(name) && name.chars().filter(c -> c == '.').count() == 2;
  }

  private static String builtIn(String name) {
    try (InputStream stream = Templates.class.getResourceAsStream("/mail/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("the application has no template " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
