package io.keygate.trace;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for often of a span's attributes, in both generations of names (sdk-contract.md).
 */
public record Semantics(
    @Nullable String workflow,
    @Nullable String entity,
    @Nullable String entityKind,
    @Nullable String vendor,
    @Nullable String operation,
    @Nullable String requestModel,
    @Nullable String responseModel,
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable Long totalTokens) {

  private static final List<String> VENDOR =
      List.of("gen_ai.provider.name", "gen_ai.system", "llm.vendor");
  private static final List<String> OPERATION =
      List.of("gen_ai.operation.name", "llm.request.type");
  private static final List<String> REQUEST_MODEL =
      List.of("gen_ai.request.model", "llm.request.model");
  private static final List<String> RESPONSE_MODEL =
      List.of("gen_ai.response.model", "llm.response.model");
  private static final List<String> INPUT_TOKENS =
      List.of("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.usage.prompt_tokens");
  private static final List<String> OUTPUT_TOKENS =
      List.of(
          "gen_ai.usage.output_tokens",
          "gen_ai.usage.completion_tokens",
          "llm.usage.completion_tokens");
  private static final List<String> TOTAL_TOKENS =
      List.of("gen_ai.usage.total_tokens", "llm.usage.total_tokens");

  /** Reads them from scalar attributes as text; the newest name that is there counts. */
  public static Semantics of(Map<String, String> scalars) {
    Long input = number(scalars, INPUT_TOKENS);
    Long output = number(scalars, OUTPUT_TOKENS);
    Long total = number(scalars, TOTAL_TOKENS);
    return new Semantics(
        scalars.get("traceloop.workflow.name"),
        scalars.get("traceloop.entity.name"),
        scalars.get("traceloop.span.kind"),
        first(scalars, VENDOR),
        first(scalars, OPERATION),
        first(scalars, REQUEST_MODEL),
        first(scalars, RESPONSE_MODEL),
        input,
        output,
        total != null ? total : sum(input, output));
  }

  private static @Nullable String first(Map<String, String> scalars, List<String> names) {
    for (String name : names) {
      String value = scalars.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** Some SDKs send counts as text or as floating point. */
  private static @Nullable Long number(Map<String, String> scalars, List<String> names) {
    String value = first(scalars, names);
    if (value == null) {
      return null;
    }
    try {
      return Long.valueOf(value.strip());
    } catch (NumberFormatException e) {
      return whole(value);
    }
  }

  private static @Nullable Long whole(String value) {
    try {
      double number = Double.parseDouble(value);
      return number == Math.rint(number) && Math.abs(number) < 1e15 ? (long) number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Long sum(@Nullable Long input, @Nullable Long output) {
    if (input == null && output == null) {
      return null;
    }
    return (input == null ? 0 : input) + (output == null ? 0 : output);
  }
}
