"""A workflow with a nested task and an LLM call, sent when it starts and once more when a line
comes in on standard input. The SDK finds server and key in its two environment variables."""

from opentelemetry import trace
from traceloop.sdk import Traceloop
from traceloop.sdk.decorators import task, workflow
from traceloop.sdk.tracing.manual import LLMMessage, LLMUsage, track_llm_call


@workflow(name="story")
def tell_story():
    draft()


@task(name="draft")
def draft():
    with track_llm_call(vendor="openai", type="chat") as span:
        span.report_request("gpt-4o", [LLMMessage(role="user", content="Tell me a story")])
        span.report_response("gpt-4o-2024-08-06", ["Once upon a time"])
        span.report_usage(LLMUsage(prompt_tokens=12, completion_tokens=5, total_tokens=17))


def send():
    tell_story()
    trace.get_tracer_provider().force_flush()


# Synchronizing needs a base URL that contains "traceloop.com", and is skipped without it
Traceloop.init(app_name="sdk-check-python", traceloop_sync_enabled=True)
send()
print("sent", flush=True)
input()
send()
print("survived", flush=True)
