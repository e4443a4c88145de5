package io.keygate.rotation.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.security.Role;
import io.keygate.platform.web.JsonContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewRotationPolicyTest {
  private static PolicyTerms terms(String json) throws JsonProcessingException {
    return JsonContext.mapper().readValue(json, NewRotationPolicy.class).terms();
  }

  @Test
  void takesWhatIsUsualForWhatIsLeftOpen() throws Exception {
    assertThat(terms("{\"maxAge\":\"P90D\"}"))
        .isEqualTo(
            new PolicyTerms(90, List.of(14, 7, 1), null, Recipients.OWNER, OnOverdue.REMIND, null));
    assertThat(terms("{\"maxAge\":\"P7D\"}").remindBefore()).containsExactly(1);
    assertThat(terms("{\"maxAge\":\"P1D\"}").remindBefore()).isEmpty();
    assertThat(terms("{\"maxAge\":\"P1D\"}").notice()).isEqualTo(1);
    assertThat(terms("{\"maxAge\":\"P90D\",\"onOverdue\":\"disable\"}").disableAfter())
        .isEqualTo(14);
  }

  @Test
  void putsThingsInOrder() throws Exception {
    PolicyTerms terms =
        terms(
            """
            {"maxAge":"PT2160H","remindBefore":["P1D","P2W","P1D","P30D"],"recipients":
             {"owner":false,"roles":["viewer","owner","owner"],"addresses":["B@x.org","a@x.org","b@X.org"]}}\
            """);
    assertThat(terms.maxAge()).isEqualTo(90);
    assertThat(terms.remindBefore()).containsExactly(30, 14, 1);
    assertThat(terms.recipients())
        .isEqualTo(
            new Recipients(false, List.of(Role.OWNER, Role.VIEWER), List.of("a@x.org", "b@x.org")));
    assertThat(Recipients.read(terms.recipients().written())).isEqualTo(terms.recipients());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'maxAge':'P0D'} | maxAge: must be from P1D to P3650D",
        "{'maxAge':'-P3D'} | maxAge: must be from P1D to P3650D",
        "{'maxAge':'P3651D'} | maxAge: must be from P1D to P3650D",
        "{'maxAge':'P9D','remindBefore':['P9D']} | remindBefore: must be at least P1D, and less"
            + " than maxAge",
        "{'maxAge':'P9D','remindBefore':['P0D']} | remindBefore: must be at least P1D, and less"
            + " than maxAge",
        "{'maxAge':'P9D','remindOverdueEvery':'P0D'} | remindOverdueEvery: must be from P1D to"
            + " P365D",
        "{'maxAge':'P9D','disableAfter':'P3D'} | disableAfter: is only for onOverdue disable",
        "{'maxAge':'P9D','recipients':{'owner':false}} | recipients: must be somebody"
      })
  void refusesWhatCannotBeMeant(String json, String message) {
    assertThatThrownBy(() -> terms(json.replace('\'', '"')))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"P1M", "P1Y", "PT36H", "P", "90", "P1.5D"})
  void refusesWhatAreNoDays(String days) {
    assertThatThrownBy(() -> terms("{\"maxAge\":\"" + days + "\"}"))
        .isInstanceOf(JsonProcessingException.class);
  }
}
