package io.keygate.platform.web;

import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;

/** Lets Bean Validation check what is in a {@link Patch}: {@code Patch<@Size(max = 9) String>}. */
public final class PatchedValue implements ValueExtractor<Patch<@ExtractedValue ?>> {

  @Override
  public void extractValues(Patch<?> patch, ValueReceiver receiver) {
    // NB: what is absent is not checked; it stays as it is.
    if (patch.isGiven()) {
      receiver.value(null, patch.value());
    }
  }
}
