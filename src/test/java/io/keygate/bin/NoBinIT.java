package io.keygate.bin;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** KEYGATE_BIN_DAYS=0: what is deleted does not come back. */
class NoBinIT {
  @Test
  void nothingCanBeRestored() throws Exception {
    try (RunningKeygate keygate =
        RunningKeygate.start(RunningKeygate.freshHome(), Map.of("KEYGATE_BIN_DAYS", "0"))) {
      Client admin = keygate.client().admin();
      String path = "/api/v1/organizations/" + admin.newOrganization();
      admin.post(path + "/environments", "{\"name\":\"QA\"}").expect(201);
      admin.delete(path + "/environments/qa?confirm=qa").expect(204);
      assertThat(admin.get(path + "/bin").expect(200).json().path("items")).isEmpty();
      String entry;
      try (var connection = keygate.database();
          var row = connection.createStatement().executeQuery("select public_id from bin_entry")) {
        assertThat(row.next()).isTrue();
        entry = row.getString(1);
      }
      admin
          .post(path + "/bin/" + entry + "/restore", "")
          .isProblem(404, "not-found", "There is no such entry in the bin.");
      admin.post(path + "/environments", "{\"name\":\"QA\"}").expect(201);
    }
  }
}
