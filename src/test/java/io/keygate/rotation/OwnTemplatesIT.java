package io.keygate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.testing.RunningKeygate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Templates of an administrator, as a start finds them. */
class OwnTemplatesIT {
  private final Path home = RunningKeygate.freshHome();

  @Test
  void oneThatCannotBeFilledStopsTheStartAndSaysWhy() throws Exception {
    Path mail = Files.createDirectories(home.resolve("mail"));
    Files.writeString(mail.resolve("reminder.due-in.txt"), "{{>use}}");
    Files.writeString(mail.resolve("reminder.use.txt"), "{{>due-in}}");
    try (var keygate = RunningKeygate.launch(home, Map.of())) {
      assertThat(keygate.awaitEnd()).isEqualTo(1);
      assertThat(keygate.output())
          .contains(
              "KEYGATE_HOME "
                  + mail.resolve("reminder.txt")
                  + " cannot be filled: its parts include each other for ever")
          .doesNotContain("StackOverflowError");
    }
  }
}
