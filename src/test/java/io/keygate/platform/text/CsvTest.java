package io.keygate.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @Test
  void plainWordsStayAsTheyAre() {
    assertThat(
            Csv.line(Arrays.asList("key_1", "2026-12-01T08:00:00Z", 7, "a/b", "ann@example.org")))
        .isEqualTo("key_1,2026-12-01T08:00:00Z,7,a/b,ann@example.org\r\n");
  }

  @Test
  void whatIsNotThereIsEmpty() {
    assertThat(Csv.line(Arrays.asList(null, "", "x"))).isEqualTo(",,x\r\n");
  }

  @Test
  void separatorsQuotesAndLinesAreQuoted() {
    assertThat(Csv.field("a,b")).isEqualTo("\"a,b\"");
    assertThat(Csv.field("say \"hi\"")).isEqualTo("\"say \"\"hi\"\"\"");
    assertThat(Csv.field("one\r\ntwo")).isEqualTo("\"one\r\ntwo\"");
    assertThat(Csv.field("a;b")).isEqualTo("\"a;b\"");
    assertThat(Csv.field("…")).isEqualTo("\"…\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠x"})
  void aFormulaIsMadeText(String text) {
    assertThat(Csv.field(text).replace("\"", "")).isEqualTo("'" + text);
  }

  @Test
  void aFormulaWithQuotesIsBoth() {
    assertThat(Csv.field("=cmd, \"x\"")).isEqualTo("\"'=cmd, \"\"x\"\"\"");
  }
}
