package io.keygate.platform.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.keygate.platform.time.Days;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** Where Jackson would be lenient: a number is no text, and neither an instant nor a duration. */
final class StrictJson {
  private StrictJson() {}

  static Module module() {
    return new SimpleModule("strict")
        .addDeserializer(Instant.class, new Iso<>(Instant.class, Instant::parse))
        .addDeserializer(Duration.class, new Iso<>(Duration.class, Duration::parse))
        .addDeserializer(Days.class, new Iso<>(Days.class, Days::parse));
  }

  static void refuseNumbers(MutableCoercionConfig text) {
    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  private static final class Iso<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final transient Function<String, T> parse;

    Iso(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      try {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
          return parse.apply(parser.getText());
        }
      } catch (DateTimeException e) {
        // said below
      }
      throw context.weirdStringException(parser.getText(), handledType(), "not ISO-8601");
    }
  }
}
