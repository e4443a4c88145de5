package io.keygate.seed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedNodeTest {
  private static SeedNode parsed(String text) {
    return requireNonNull(SeedNode.parse(text));
  }

  @Test
  void readsYamlAndJsonWithTheirLines() {
    for (String text :
        List.of("a: 1\nlist:\n  - b: x\n", "{\"a\": 1,\n\"list\": [\n{\"b\": \"x\"}]}")) {
      SeedNode root = parsed(text);
      assertThat(root.integer("a")).contains(1);
      assertThat(root.line("list")).isEqualTo(2);
      SeedNode item = root.children("list").get(0);
      assertThat(item.line()).isEqualTo(3);
      assertThat(item.required("b")).isEqualTo("x");
      assertThat(item.text("c")).isEmpty();
    }
  }

  @Test
  void nothingIsNoMapping() {
    assertThat(SeedNode.parse("")).isNull();
    assertThat(SeedNode.parse("# only a comment\n")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `a: 1\na: 2`           | line 2: 'a' is there twice
          `a: 1\nb: [`           | line 2: this is neither YAML nor JSON
          `- a`                  | line 1: here must be fields with values
          `a:\n  - x: {}\n`      | line 2: here must be a single value
          `a: {b: c}`            | line 1: 'a' must be a list
          """)
  void refusesWithTheLine(String text, String message) {
    assertThatThrownBy(
            () -> {
              SeedNode root = parsed(text.replace("\\n", "\n"));
              for (SeedNode child : root.children("a")) {
                child.required("x");
              }
            })
        .hasMessage(message);
  }

  @Test
  void refusesFieldsThatNobodyAskedFor() {
    assertThatThrownBy(() -> parsed("a: 1\nc: 2").allow("a", "b"))
        .hasMessage("line 2: 'c' is not one of a, b");
  }

  @Test
  void refusesValuesOfAnotherForm() {
    SeedNode node = parsed("number: x\ninstant: soon");
    assertThatThrownBy(() -> node.integer("number"))
        .hasMessage("line 1: 'number' must be a whole number");
    assertThatThrownBy(() -> node.instant("instant")).hasMessageStartingWith("line 2: 'instant'");
    assertThatThrownBy(() -> node.required("none")).hasMessage("line 1: 'none' is missing");
  }
}
