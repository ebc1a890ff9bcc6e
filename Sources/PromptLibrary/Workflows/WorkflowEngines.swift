extension WorkflowEngine {
  /// Every engine whose files are sources of steps.
  package static let all: [WorkflowEngine] = [
    .own,
    .githubActions,
    .agenticWorkflow,
    .promptflow,
    .crewAI,
    .n8n,
    .dify,
    .pluginManifest,
    .geminiExtension,
    .genkit,
    .vscodeSettings,
  ]
}
