package io.keygate.gate.otlp;

/** What reading a message may take of the memory; throws where it is not there. */
public interface Memory {
  /** About what one element of a message takes as an object. */
  long BYTES_PER_ELEMENT = 150;

  /** Takes so many bytes before they are used. */
  void take(long bytes);
}
