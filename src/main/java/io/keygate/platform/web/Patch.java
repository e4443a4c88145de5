package io.keygate.platform.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A field of a PATCH that may be absent (nothing changes), null (it is cleared) or have a value.
 *
 * @param isGiven whether the request has the field
 * @param value the value; null where the field is to be cleared
 */
@JsonDeserialize(using = Patch.Reader.class)
public record Patch<T>(boolean isGiven, @Nullable T value) {

  /** The field is absent. */
  public static <T> Patch<T> absent() {
    return new Patch<>(false, null);
  }

  /** The field has this value; null clears it. */
  public static <T> Patch<T> of(@Nullable T value) {
    return new Patch<>(true, value);
  }

  /** Does this with the value where the field is given. */
  public void ifGiven(Consumer<@Nullable T> action) {
    if (isGiven) {
      action.accept(value);
    }
  }

  static final class Reader extends JsonDeserializer<Patch<?>> implements ContextualDeserializer {
    private final @Nullable JavaType type;

    Reader() {
      this(null);
    }

    private Reader(@Nullable JavaType type) {
      this.type = type;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      JavaType whole = property == null ? context.getContextualType() : property.getType();
      return new Reader(whole.containedTypeOrUnknown(0));
    }

    @Override
    public Patch<?> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return of(context.<Object>readValue(parser, type));
    }

    @Override
    public Patch<?> getNullValue(DeserializationContext context) {
      return of(null);
    }

    @Override
    public Patch<?> getAbsentValue(DeserializationContext context) {
      return absent();
    }
  }
}
