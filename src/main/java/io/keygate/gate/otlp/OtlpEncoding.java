package io.keygate.gate.otlp;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two encodings of OTLP/HTTP; an answer has that of its request. */
public enum OtlpEncoding {
  PROTOBUF("application/x-protobuf"),
  JSON("application/json");

  private final String mediaType;

  OtlpEncoding(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The encoding of a content type, whose parameters do not matter; empty where it is neither. */
  public static Optional<OtlpEncoding> of(@Nullable String contentType) {
    if (contentType == null) {
      return Optional.empty();
    }
    int end = contentType.indexOf(';');
    String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "application/x-protobuf" -> Optional.of(PROTOBUF);
      case "application/json" -> Optional.of(JSON);
      default -> Optional.empty();
    };
  }

  /** Like {@link #of}; JSON where it is neither, because a person can read that. */
  public static OtlpEncoding forErrors(@Nullable String contentType) {
    return of(contentType).orElse(JSON);
  }

  /** What the Content-Type header says. */
  public String mediaType() {
    return mediaType;
  }
}
