package io.keygate.platform.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that succeeds in a fresh world.
 *
 * @param status what it is answered by; 0 for any success
 * @param before path that the same caller posts to first; empty for none
 */
record Row(
    String path,
    @Nullable String type,
    byte @Nullable [] body,
    Map<String, String> headers,
    int status,
    String before) {
  Row(
      String path,
      @Nullable String type,
      byte @Nullable [] body,
      Map<String, String> headers,
      int status) {
    this(path, type, body, headers, status, "");
  }

  static Row of(String path) {
    return new Row(path, null, null, Map.of(), 0);
  }

  static Row of(String path, String json) {
    return new Row(path, "application/json", json.getBytes(UTF_8), Map.of(), 0);
  }

  Row with(String header, String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(header, value);
    return new Row(path, type, body, all, status, before);
  }

  Row giving(int other) {
    return new Row(path, type, body, headers, other, before);
  }

  /** For what is the caller's own, and has to be there. */
  Row after(String post) {
    return new Row(path, type, body, headers, status, post);
  }

  Answer send(Client client, String verb) {
    Client sender = client;
    for (var header : headers.entrySet()) {
      sender = sender.with(header.getKey(), header.getValue());
    }
    if (!before.isEmpty()) {
      sender.post(before, "");
    }
    return sender.send(
        verb,
        path,
        type,
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
  }

  /** Whether this is what it is to be answered by. */
  boolean isAnsweredBy(int given) {
    return status == 0 ? given / 100 == 2 : given == status;
  }
}
