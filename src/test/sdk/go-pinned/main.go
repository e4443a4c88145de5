// A workflow with a nested task and an LLM call, sent when it starts and once more when a line
// comes in on standard input. The SDK finds the server in TRACELOOP_BASE_URL; a program has to hand
// it the key itself. It has no flush but Shutdown, so each round has its own client.
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"

	sdk "github.com/traceloop/go-openllmetry/traceloop-sdk"
)

func main() {
	tellStory()
	fmt.Println("sent")
	bufio.NewScanner(os.Stdin).Scan()
	tellStory()
	fmt.Println("survived")
}

func tellStory() {
	ctx := context.Background()
	client, err := sdk.NewClient(ctx, sdk.Config{
		APIKey:      os.Getenv("TRACELOOP_API_KEY"),
		ServiceName: "sdk-check-go",
	})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	defer client.Shutdown(ctx)

	workflow := client.NewWorkflow(ctx, sdk.WorkflowAttributes{Name: "story"})
	defer workflow.End()
	task := workflow.NewTask("draft")
	defer task.End()
	call := first(task.LogPrompt(sdk.Prompt{
		Vendor:   "openai",
		Mode:     "chat",
		Model:    "gpt-4o",
		Messages: []sdk.Message{{Index: 0, Role: "user", Content: "Tell me a story"}},
	}))
	call.LogCompletion(ctx, sdk.Completion{
		Model:    "gpt-4o-2024-08-06",
		Messages: []sdk.Message{{Index: 0, Role: "assistant", Content: "Once upon a time"}},
	}, sdk.Usage{PromptTokens: 12, CompletionTokens: 5, TotalTokens: 17})
}

// Some releases of the SDK return an error beside the span, others the span alone.
func first[T any](value T, _ ...any) T {
	return value
}
