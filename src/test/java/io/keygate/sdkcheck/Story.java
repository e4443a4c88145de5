package io.keygate.sdkcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The trace that every program sends: a workflow, in it a task, in it a call of a model. */
record Story(List<JsonNode> spans) {

  void assertArrived(String environment, String serviceName) {
    JsonNode workflow = theOnly("story.workflow");
    JsonNode task = theOnly("draft.task");
    JsonNode call = theOnly("openai.chat");

    for (JsonNode span : List.of(workflow, task, call)) {
      assertText(span, "environment", environment);
      assertText(span, "service_name", serviceName);
      assertText(span, "trace_id", workflow.path("trace_id").asText());
      assertAttribute(span, "story", "traceloop.workflow.name");
    }
    assertThat(workflow.path("parent_span_id").asText("")).as("the workflow is a root").isEmpty();
    assertText(task, "parent_span_id", workflow.path("span_id").asText());
    assertText(call, "parent_span_id", task.path("span_id").asText());

    assertAttribute(workflow, "workflow", "traceloop.span.kind");
    assertAttribute(workflow, "story", "traceloop.entity.name");
    assertAttribute(task, "task", "traceloop.span.kind");
    assertAttribute(task, "draft", "traceloop.entity.name");

    // The names changed over the years; SDKs of today still use the older ones
    assertAttribute(call, "gpt-4o", "gen_ai.request.model", "llm.request.model");
    assertAttribute(call, "gpt-4o-2024-08-06", "gen_ai.response.model", "llm.response.model");
    assertAttribute(
        call,
        "12",
        "gen_ai.usage.input_tokens",
        "gen_ai.usage.prompt_tokens",
        "llm.usage.prompt_tokens");
    assertAttribute(
        call,
        "5",
        "gen_ai.usage.output_tokens",
        "gen_ai.usage.completion_tokens",
        "llm.usage.completion_tokens");
    assertAttribute(call, "17", "gen_ai.usage.total_tokens", "llm.usage.total_tokens");
  }

  /** Python's SDK also traces its own requests, so there may be others. */
  private JsonNode theOnly(String name) {
    List<JsonNode> found =
        spans.stream().filter(span -> span.path("span_name").asText().equals(name)).toList();
    assertThat(found).as("spans named %s", name).hasSize(1);
    return found.get(0);
  }

  private static void assertText(JsonNode span, String field, String expected) {
    assertThat(span.path(field).asText())
        .as("%s of %s", field, span.path("span_name").asText())
        .isEqualTo(expected);
  }

  private static void assertAttribute(JsonNode span, String expected, String... names) {
    JsonNode attributes = span.path("span_attributes");
    String value =
        Stream.of(names)
            .map(attributes::get)
            .filter(Objects::nonNull)
            .findFirst()
            .map(JsonNode::asText)
            .orElse("(none)");
    assertThat(value)
        .as("%s of %s in %s", names[0], span.path("span_name").asText(), attributes)
        .isEqualTo(expected);
  }
}
