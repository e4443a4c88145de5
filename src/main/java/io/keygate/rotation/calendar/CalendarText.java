package io.keygate.rotation.calendar;

import io.keygate.platform.config.PublicUrl;
import io.keygate.rotation.schedule.DueDates.DueDate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Related;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Name;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RefreshInterval;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Trigger;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableAction;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/** A calendar as RFC 5545 has it: each key one event on the day on which it is due. */
@ApplicationScoped
class CalendarText {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm zzz", Locale.ENGLISH);
  private static final Duration REFRESH = Duration.ofHours(6);

  /** At nine in the morning of the day before. */
  private static final Duration ALARM = Duration.ofHours(-15);

  private final PublicUrl url;

  @Inject
  CalendarText(PublicUrl url) {
    this.url = url;
  }

  /** With these keys. */
  String of(List<DueDate> keys, Instant now) {
    var calendar = new Calendar();
    calendar.add(new ProdId("-//Keygate//Rotation//EN"));
    calendar.add(ImmutableVersion.VERSION_2_0);
    calendar.add(ImmutableCalScale.GREGORIAN);
    calendar.add(ImmutableMethod.PUBLISH);
    calendar.add(new Name("API keys to rotate"));
    calendar.add(new XProperty("X-WR-CALNAME", "API keys to rotate"));
    calendar.add(new RefreshInterval(new ParameterList(List.of(Value.DURATION)), REFRESH));
    calendar.add(new XProperty("X-PUBLISHED-TTL", REFRESH.toString()));
    keys.forEach(key -> calendar.add(event(key, now)));
    var text = new StringWriter();
    try {
      new CalendarOutputter().output(calendar, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private VEvent event(DueDate key, Instant now) {
    String summary =
        (key.ends() ? "API key ends: " : "Rotate API key: ") + key.name() + " " + key.masked();
    // NB: not by the constructor that takes them; it adds a time stamp of its own clock.
    var event = new VEvent(false);
    event.add(new Uid(key.key() + "@" + URI.create(url.value()).getHost()));
    event.add(new DtStamp(now));
    event.add(new DtStart<LocalDate>(key.due().atZone(key.zone()).toLocalDate()));
    event.add(new Summary(summary));
    event.add(new Description(description(key)));
    event.add(new Url(URI.create(url.value() + "/keys/" + key.key() + "/rotate")));
    event.add(ImmutableTransp.TRANSPARENT);
    var alarm = new VAlarm();
    alarm.add(new Trigger(new ParameterList(List.of(Related.START)), ALARM));
    alarm.add(ImmutableAction.DISPLAY);
    alarm.add(new Description(summary));
    event.add(alarm);
    return event;
  }

  private static String description(DueDate key) {
    String owner = key.owner();
    return key.path()
        + "\nOwner: "
        + (owner == null ? "nobody" : owner)
        + "\nDue: "
        + moment(key.due(), key.zone())
        + "\n"
        + consequence(key);
  }

  private static String consequence(DueDate key) {
    Instant disableAt = key.disableAt();
    if (disableAt != null) {
      return "Unless it is rotated, it is disabled on " + moment(disableAt, key.zone()) + ".";
    }
    if (key.ends()) {
      return "It stops working at that moment.";
    }
    Instant expiresAt = key.expiresAt();
    return expiresAt == null
        ? "It works on after that, and is in the compliance report as overdue until it is rotated."
        : "It stops working on " + moment(expiresAt, key.zone()) + ".";
  }

  private static String moment(Instant at, ZoneId zone) {
    return MOMENT.format(at.atZone(zone));
  }
}
