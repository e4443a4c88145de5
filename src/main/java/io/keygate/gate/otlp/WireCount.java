package io.keygate.gate.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Counts the messages in a protobuf message without building one: two bytes on the wire may become
 * a hundred as an object, so that a small body could take all memory.
 */
final class WireCount {
  private static final int DEEPEST = 100;

  private final CodedInputStream in;
  private long messages;

  private WireCount(byte[] body) {
    in = CodedInputStream.newInstance(body);
  }

  /** How many there are up to the end, or to the place where the bytes are no message. */
  static long messages(byte[] body, Descriptor type) {
    var count = new WireCount(body);
    try {
      count.walk(type, 0);
    } catch (IOException e) {
      // NB: parsing stops at the same place, and says so
    }
    return count.messages;
  }

  private void walk(Descriptor type, int depth) throws IOException {
    messages++;
    while (!in.isAtEnd() && depth <= DEEPEST) {
      int tag = in.readTag();
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      if (field != null
          && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
          && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        int outer = in.pushLimit(in.readRawVarint32());
        walk(field.getMessageType(), depth + 1);
        in.skipRawBytes(in.getBytesUntilLimit());
        in.popLimit(outer);
      } else if (!in.skipField(tag)) {
        return;
      }
    }
  }
}
