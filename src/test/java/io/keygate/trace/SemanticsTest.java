package io.keygate.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SemanticsTest {
  @Test
  void readsTheNewNames() {
    assertThat(
            Semantics.of(
                Map.of(
                    "traceloop.workflow.name", "checkout",
                    "traceloop.entity.name", "pay",
                    "traceloop.span.kind", "task",
                    "gen_ai.provider.name", "openai",
                    "gen_ai.operation.name", "chat",
                    "gen_ai.request.model", "gpt-4o",
                    "gen_ai.response.model", "gpt-4o-2024",
                    "gen_ai.usage.input_tokens", "11",
                    "gen_ai.usage.output_tokens", "7")))
        .isEqualTo(
            new Semantics(
                "checkout",
                "pay",
                "task",
                "openai",
                "chat",
                "gpt-4o",
                "gpt-4o-2024",
                11L,
                7L,
                18L));
  }

  @Test
  void readsTheOldNames() {
    assertThat(
            Semantics.of(
                Map.of(
                    "llm.vendor", "OpenAI",
                    "llm.request.type", "chat",
                    "llm.request.model", "gpt-4",
                    "llm.response.model", "gpt-4-0613",
                    "llm.usage.prompt_tokens", "3",
                    "llm.usage.completion_tokens", "4",
                    "llm.usage.total_tokens", "8")))
        .isEqualTo(
            new Semantics(null, null, null, "OpenAI", "chat", "gpt-4", "gpt-4-0613", 3L, 4L, 8L));
  }

  @Test
  void newerNamesCountWhereBothAreThere() {
    Semantics semantics =
        Semantics.of(
            Map.of("gen_ai.provider.name", "azure", "gen_ai.system", "openai", "llm.vendor", "x"));
    assertThat(semantics.vendor()).isEqualTo("azure");
  }

  @Test
  void countsMayBeTextOrFloatingPoint() {
    assertThat(Semantics.of(Map.of("gen_ai.usage.input_tokens", "12.0")).inputTokens())
        .isEqualTo(12);
    assertThat(Semantics.of(Map.of("gen_ai.usage.input_tokens", " 12 ")).inputTokens())
        .isEqualTo(12);
  }

  @Test
  void aCountThatIsNoneIsAbsent() {
    Semantics semantics = Semantics.of(Map.of("gen_ai.usage.input_tokens", "many"));
    assertThat(semantics.inputTokens()).isNull();
    assertThat(semantics.totalTokens()).isNull();
    assertThat(Semantics.of(Map.of("gen_ai.usage.input_tokens", "NaN")).inputTokens()).isNull();
  }
}
