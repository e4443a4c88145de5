// A workflow with a nested task and an LLM call, sent when it starts and once more when a line
// comes in on standard input. The SDK finds server and key in its two environment variables.
const { once } = require("node:events");
const traceloop = require("@traceloop/node-server-sdk");

const MESSAGES = [{ role: "user", content: "Tell me a story" }];
const COMPLETIONS = [
  { finish_reason: "stop", message: { role: "assistant", content: "Once upon a time" } },
];

function callModel({ span }) {
  span.reportRequest({ model: "gpt-4o", messages: MESSAGES });
  span.reportResponse({
    model: "gpt-4o-2024-08-06",
    usage: { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 },
    completions: COMPLETIONS,
  });
}

async function tellStory() {
  await traceloop.withWorkflow({ name: "story" }, () =>
    traceloop.withTask({ name: "draft" }, () =>
      traceloop.withLLMCall({ vendor: "openai", type: "chat" }, callModel),
    ),
  );
}

async function main() {
  traceloop.initialize({ appName: "sdk-check-node" });
  // Settles at once, unless the base URL contains "traceloop": then the SDK fetches prompts first
  await traceloop.waitForInitialization();
  await tellStory();
  await traceloop.forceFlush();
  console.log("sent");
  await once(process.stdin, "data");
  await tellStory();
  // A flush that is asked for tells its caller what the server said; the SDK's own timer logs it
  await traceloop.forceFlush().catch((refusal) => console.log("refused:", refusal.code));
  console.log("survived");
  process.stdin.destroy();
}

main();
