package io.keygate.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
  /** Its last six characters were computed with zlib's crc32, not with this program. */
  private static final String KNOWN = "kg_prd_0123456789ABCDEFGHIJKLMNOPQRST30aSww";

  @Nested
  class Generate {
    @Test
    void hasTheDesignedForm() {
      assertThat(Secret.generate("eu-production").expose())
          .matches("kg_eu-production_[0-9A-Za-z]{36}");
    }

    @Test
    void isAnotherOneEachTime() {
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < 1_000; i++) {
        assertThat(seen.add(Secret.generate("dev").expose())).isTrue();
      }
    }

    @Test
    void printsMasked() {
      Secret secret = Secret.generate("prd");
      String text = secret.expose();
      assertThat(secret).hasToString("kg_prd_…" + text.substring(text.length() - 4));
    }
  }

  @Nested
  class Parse {
    @Test
    void takesWhatWasGenerated() {
      for (int i = 0; i < 1_000; i++) {
        String text = Secret.generate("stg").expose();
        assertThat(Secret.parse(text)).map(Secret::expose).contains(text);
      }
    }

    @Test
    void checksumIsTheUnsignedCrc32InBase62() {
      assertThat(Secret.parse(KNOWN)).map(Secret::expose).contains(KNOWN);
    }

    @Test
    void refusesEverySingleWrongCharacter() {
      String text = Secret.generate("prd").expose();
      for (int i = 0; i < text.length(); i++) {
        char other = text.charAt(i) == 'x' ? 'y' : 'x';
        String wrong = text.substring(0, i) + other + text.substring(i + 1);
        assertThat(Secret.parse(wrong)).as(wrong).isEmpty();
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "undefined",
          "kg_",
          "kg__",
          "kg_prd_",
          "kg_prd_short",
          "kg_prd_0123456789ABCDEFGHIJKLMNOPQRST000000",
          "kg_PRD_0123456789ABCDEFGHIJKLMNOPQRST000000",
          "sk_prd_0123456789ABCDEFGHIJKLMNOPQRST000000",
          "kg_prd_0123456789ABCDEFGHIJKLMNOPQRS\u00e90000000"
        })
    void refusesWhatIsNone(String text) {
      assertThat(Secret.parse(text)).isEmpty();
    }
  }
}
