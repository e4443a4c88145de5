package io.keygate.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EU Production       | eu-production
          Default project     | default-project
          prd                 | prd
          Crème brûlée        | creme-brulee
          Straße              | strasse
          Łódź & Ærø          | lodz-aero
          --a__b..c--         | a-b-c
          İstanbul            | istanbul
          １２３               | 123
          """)
  void followsFromTheName(String name, String slug) {
    assertThat(Slug.of(null, name)).hasToString(slug);
  }

  @ParameterizedTest
  @CsvSource({
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbb, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  })
  void isCutAtFortyWithoutAHyphenAtItsEnd(String name, String slug) {
    assertThat(Slug.of(null, name)).hasToString(slug);
  }

  @ParameterizedTest
  @ValueSource(strings = {"日本", "!!!", "-"})
  void refusesANameThatGivesNone(String name) {
    assertThatThrownBy(() -> Slug.of(null, name))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.type()).isEqualTo(ProblemType.INVALID_REQUEST))
        .hasMessageStartingWith("name: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "a b",
        "-a",
        "a-",
        "a--b",
        "a_b",
        "é",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void refusesAnExplicitOneOfTheWrongForm(String slug) {
    assertThatThrownBy(() -> Slug.of(slug, "name")).hasMessageStartingWith("slug: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "eu-production", "a1-b2"})
  void takesAnExplicitOne(String slug) {
    assertThat(Slug.of(slug, "日本")).hasToString(slug);
  }
}
