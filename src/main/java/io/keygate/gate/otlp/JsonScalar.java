package io.keygate.gate.otlp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One value of OTLP/JSON that is neither object nor array, as protobuf keeps it. */
final class JsonScalar {
  private static final Set<String> HEX = Set.of("traceId", "spanId", "parentSpanId");
  private static final BigInteger MAX_UNSIGNED = BigInteger.ONE.shiftLeft(64);

  private JsonScalar() {}

  /** The value that the parser stands on; null where an enumeration's number is unknown. */
  static @Nullable Object read(JsonParser parser, FieldDescriptor field)
      throws IOException, MalformedOtlpException {
    JsonToken token = parser.currentToken();
    try {
      return switch (field.getType()) {
        case STRING -> string(parser, token);
        case BYTES -> bytes(string(parser, token), field);
        case BOOL -> bool(token);
        case DOUBLE -> number(parser, token);
        case FLOAT -> (float) number(parser, token);
        case ENUM -> field.getEnumType().findValueByNumber(integer(parser, token).intValueExact());
        case UINT64, FIXED64 -> unsigned(integer(parser, token));
        case INT64, SINT64, SFIXED64 -> integer(parser, token).longValueExact();
        case UINT32, FIXED32 -> (int) integer(parser, token).longValueExact();
        default -> integer(parser, token).intValueExact();
      };
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new MalformedOtlpException(field.getJsonName() + " has a value of the wrong form.");
    }
  }

  private static String string(JsonParser parser, JsonToken token) throws IOException {
    if (token != JsonToken.VALUE_STRING) {
      throw new IllegalArgumentException();
    }
    return parser.getText();
  }

  /** Ids are hex in any case. One that is not has no bytes, so that its span alone is rejected. */
  private static ByteString bytes(String text, FieldDescriptor field) {
    if (!HEX.contains(field.getJsonName())) {
      return ByteString.copyFrom(
          Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/')));
    }
    try {
      return ByteString.copyFrom(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException e) {
      return ByteString.EMPTY;
    }
  }

  private static boolean bool(JsonToken token) {
    return switch (token) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  private static double number(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_STRING -> Double.parseDouble(parser.getText());
      default -> throw new IllegalArgumentException();
    };
  }

  /** 64-bit integers come as text or as number; either may be written like 1.5e3. */
  private static BigInteger integer(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
      case VALUE_NUMBER_FLOAT, VALUE_STRING -> {
        var decimal = new BigDecimal(parser.getText());
        if (Math.abs((long) decimal.scale()) > 50) {
          throw new IllegalArgumentException();
        }
        yield decimal.toBigIntegerExact();
      }
      default -> throw new IllegalArgumentException();
    };
  }

  private static long unsigned(BigInteger value) {
    if (value.signum() < 0 || value.compareTo(MAX_UNSIGNED) >= 0) {
      throw new IllegalArgumentException();
    }
    return value.longValue();
  }
}
