package io.keygate.rotation.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookEventTest {
  @Test
  void isACloudEventInStructuredMode() {
    var event =
        new WebhookEvent(
            "dlv_1",
            "https://keygate.example.org/organizations/acme",
            WebhookEvent.Type.ROTATION_OVERDUE,
            "key_1",
            Instant.parse("2026-11-23T08:00:00Z"),
            new WebhookEvent.Data(
                "key_1",
                "checkout",
                "kg_prd_…x7Qp",
                "acme",
                "web-app",
                "prd",
                null,
                "P1D",
                Instant.parse("2026-11-22T08:00:00Z"),
                Instant.parse("2026-11-22T08:00:00Z"),
                null,
                Instant.parse("2026-11-29T08:00:00Z")));
    assertThat(event.written())
        .isEqualTo(
            """
            {"specversion":"1.0","id":"dlv_1",\
            "source":"https://keygate.example.org/organizations/acme",\
            "type":"io.keygate.key.rotation-overdue","subject":"key_1",\
            "time":"2026-11-23T08:00:00Z","datacontenttype":"application/json",\
            "data":{"key":"key_1","name":"checkout","masked":"kg_prd_…x7Qp",\
            "organization":"acme","project":"web-app","environment":"prd","owner":null,\
            "stage":"P1D","due":"2026-11-22T08:00:00Z","rotateBy":"2026-11-22T08:00:00Z",\
            "expiresAt":null,"disableAt":"2026-11-29T08:00:00Z"}}\
            """);
  }
}
