package io.keygate.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.incontainer.Archives;
import io.keygate.incontainer.SettableClock;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * Drives thousands of random changes, and after each compares what the one verification function
 * says with a model of a few lines that knows nothing of the database. Holds for whatever stands in
 * front of the look-up.
 */
@ArquillianTest
class VerificationModelIT {
  private static final long SEED = 20_261_123;
  private static final int STEPS = 4_000;
  private static final int CHECKS = 3;

  @Inject KeyModelDriver driver;

  @Deployment
  static WebArchive keygate() {
    return Archives.keygateWith(
        VerificationModelIT.class,
        KeyModelDriver.class,
        KeyModel.class,
        KeyModel.Place.class,
        KeyModel.ModelKey.class,
        KeyModel.Verdict.class,
        SettableClock.class);
  }

  @Test
  void theGateAnswersAsTheModelDoes() throws Exception {
    Map<String, Integer> seen = driver.run(SEED, STEPS, CHECKS);

    for (Verification.Reason reason :
        List.of(
            Verification.Reason.PARENT_DELETED,
            Verification.Reason.REVOKED,
            Verification.Reason.DISABLED,
            Verification.Reason.EXPIRED,
            Verification.Reason.ADDRESS,
            Verification.Reason.PERMISSION)) {
      assertThat(seen.getOrDefault(reason.name(), 0)).as(reason.name()).isGreaterThan(20);
    }
    assertThat(seen.getOrDefault("ACCEPTED", 0)).isGreaterThan(500);
    assertThat(seen.getOrDefault("refused change", 0)).isGreaterThan(100);
  }
}
