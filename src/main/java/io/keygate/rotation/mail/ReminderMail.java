package io.keygate.rotation.mail;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.keygate.platform.config.PublicUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mail that asks a person to rotate keys. */
@ApplicationScoped
public class ReminderMail {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm zzz", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

  private final Templates templates;
  private final String url;

  @Inject
  ReminderMail(Templates templates, PublicUrl url) {
    this(templates, url.value());
  }

  ReminderMail(Templates templates, String url) {
    this.templates = templates;
    this.url = url;
  }

  /**
   * A key, as the mail tells of it.
   *
   * @param organization name for people
   * @param zone the organization's
   * @param id public id
   * @param path of its stream: {@code organization/project/environment}
   * @param ends whether it ends by itself at the due date
   * @param expiresAt when it ends by itself
   * @param disableAt when it is disabled if nobody rotates it
   * @param disabled whether that has happened
   */
  public record Key(
      String organization,
      ZoneId zone,
      String id,
      String name,
      String masked,
      String path,
      @Nullable String owner,
      Instant createdAt,
      @Nullable Instant lastUsedAt,
      @Nullable String lastUsedFrom,
      Instant due,
      boolean ends,
      @Nullable Instant expiresAt,
      @Nullable Instant disableAt,
      boolean disabled) {

    /** The organization's. */
    String slug() {
      return path.substring(0, path.indexOf('/'));
    }
  }

  /** The mail about these keys, of which there is at least one. */
  public MailText about(List<Key> keys, String recipient, Instant now) {
    long disabled = keys.stream().filter(Key::disabled).count();
    long rotate = keys.size() - disabled;
    long overdue = keys.stream().filter(key -> !key.disabled() && !key.due().isAfter(now)).count();
    Key first = keys.stream().min(Comparator.comparing(Key::due)).orElseThrow();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("firstDue", day(first.due(), first.zone()).toString());
    values.put("rotate", rotate);
    values.put("rotateSeveral", rotate > 1);
    values.put("overdue", overdue);
    values.put("disabled", disabled);
    values.put("disabledSeveral", disabled > 1);
    values.put("both", rotate > 0 && disabled > 0);
    values.put("organizations", organizations(keys, now));
    values.put("publicUrl", url);
    values.put("recipient", recipient);
    values.put("ownsAll", keys.stream().allMatch(key -> recipient.equalsIgnoreCase(key.owner())));
    return new MailText(
        templates.fillLine("reminder.subject.txt", values),
        templates.fill("reminder.txt", values).strip() + "\n",
        templates.fill("reminder.html", values));
  }

  /** In the order of their keys; two of the same name are told apart by their slugs. */
  private List<Map<String, Object>> organizations(List<Key> keys, Instant now) {
    Map<String, List<Key>> bySlug =
        keys.stream().collect(groupingBy(Key::slug, LinkedHashMap::new, toList()));
    Map<String, Long> named =
        bySlug.values().stream()
            .collect(groupingBy(those -> those.get(0).organization(), counting()));
    return bySlug.entrySet().stream()
        .map(e -> organization(e.getKey(), e.getValue(), named, now))
        .toList();
  }

  private Map<String, Object> organization(
      String slug, List<Key> keys, Map<String, Long> named, Instant now) {
    String name = keys.get(0).organization();
    return Map.of(
        "name",
        name,
        "slug",
        named.getOrDefault(name, 0L) > 1 ? slug : "",
        "keys",
        keys.stream().map(key -> described(key, now)).toList());
  }

  private Map<String, Object> described(Key key, Instant now) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", key.name());
    values.put("masked", key.masked());
    values.put("path", key.path());
    values.put("owner", text(key.owner()));
    values.put("madeOn", DAY.format(key.createdAt().atZone(key.zone())));
    values.put("lastUsedAt", moment(key.lastUsedAt(), key.zone()));
    values.put("lastUsedFrom", text(key.lastUsedFrom()));
    values.put("due", moment(key.due(), key.zone()));
    values.put("dueDate", day(key.due(), key.zone()).toString());
    values.put("late", !key.due().isAfter(now));
    values.put("url", url + "/keys/" + key.id() + (key.disabled() ? "" : "/rotate"));
    values.putAll(distance(key, now));
    values.putAll(consequence(key));
    return values;
  }

  /** One of them says how far it is to the due date. */
  private static Map<String, Object> distance(Key key, Instant now) {
    long days = ChronoUnit.DAYS.between(day(now, key.zone()), day(key.due(), key.zone()));
    return Map.of(
        "inDays",
        Math.max(0, days > 1 ? days : 0),
        "tomorrow",
        days == 1,
        "today",
        days == 0,
        "daysOverdue",
        Math.max(0, -days),
        "daysOverdueSeveral",
        days < -1);
  }

  /** One of them says what happens then. */
  private static Map<String, Object> consequence(Key key) {
    Instant disableAt = key.disabled() ? null : key.disableAt();
    boolean ends = key.ends() && !key.disabled() && disableAt == null;
    Instant expiresAt = key.disabled() || ends || disableAt != null ? null : key.expiresAt();
    return Map.of(
        "isDisabled", key.disabled(),
        "disableAt", moment(disableAt, key.zone()),
        "ends", ends,
        "expiresAt", moment(expiresAt, key.zone()),
        "worksOn", !key.disabled() && !ends && disableAt == null && expiresAt == null);
  }

  private static String moment(@Nullable Instant at, ZoneId zone) {
    return at == null ? "" : MOMENT.format(at.atZone(zone));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static LocalDate day(Instant at, ZoneId zone) {
    return at.atZone(zone).toLocalDate();
  }
}
