import Testing

@testable import PromptLibrary

@Suite struct GraphExportTests {
  private let n8n = """
    {"name": "Sort mail", "nodes": [
      {"id": "t", "name": "Start", "type": "n8n-nodes-base.manualTrigger", "parameters": {}},
      {"id": "c", "name": "Chat", "type": "@n8n/n8n-nodes-langchain.chatTrigger",
       "parameters": {"options": {"initialMessages": "Hello"}}},
      {"id": "1", "name": "Agent", "type": "@n8n/n8n-nodes-langchain.agent", "disabled": true,
       "parameters": {"promptType": "define", "text": "={{ $json.prompt }}",
                      "options": {"systemMessage": "=You sort mail of {{ $json.name }}."}}},
      {"id": "2", "name": "Chain", "type": "@n8n/n8n-nodes-langchain.chainLlm",
       "parameters": {"promptType": "auto", "text": "unused", "messages": {"messageValues": [
          {"message": "Be brief."}, {"type": "HumanMessagePromptTemplate", "message": "Go on."}]}}},
      {"id": "3", "name": "Ask", "type": "@n8n/n8n-nodes-langchain.openAi", "typeVersion": 2,
       "parameters": {"modelId": {"__rl": true, "value": "gpt-4o-mini", "mode": "list"},
                      "responses": {"values": [{"role": "system", "content": "Answer."}]}}},
      {"id": "4", "name": "Note", "type": "n8n-nodes-base.set", "parameters": {"text": "No prompt."}},
      {"id": "m", "name": "Model", "type": "@n8n/n8n-nodes-langchain.lmChatOpenAi",
       "parameters": {"model": {"__rl": true, "value": "gpt-4.1"}, "options": {}}}],
     "connections": {
      "Agent": {"main": [[{"node": "Note", "type": "main", "index": 0}]]},
      "Note": {"main": [[{"node": "Chain", "type": "main", "index": 0}]]},
      "Model": {"ai_languageModel": [[{"node": "Agent", "type": "ai_languageModel", "index": 0}]]}}}
    """

  @Test func `n8n's nodes hold prompts where their version keeps them`() throws {
    let file = try #require(read(.n8n, "flows/mail.json", n8n))
    #expect(file.workflows.map(\.id) == ["flows/mail"])
    #expect(file.steps.map(\.id) == ["1", "2", "3"])
    #expect(file.references == ["dynamic *"])
    #expect(file.texts == ["You sort mail of {{ $json.name }}.", "Be brief.", "Go on.", "Answer."])
    #expect(file.steps[1].inline.map(\.role) == ["system", "user"])
    #expect(file.steps[0].idle != nil)
    #expect(file.steps[0].models.map(\.name) == ["gpt-4.1"])
    #expect(file.steps[2].models.map(\.name) == ["gpt-4o-mini"])
    #expect(file.steps[0].next.map(\.value) == ["2"])
    #expect(file.steps[0].pointer == "/nodes/2")
  }

  @Test func `other JSON is not n8n's, and a broken export is a problem`() {
    #expect(read(.n8n, "a.json", #"{"nodes": [], "connections": {}}"#) == nil)
    #expect(read(.n8n, "a.json", #"{"nodes": {}, "connections": {}, "x": "n8n-nodes-base"}"#) == nil)
    #expect(read(.n8n, "a.json", "[\(n8n), \(n8n)]")?.workflows.map(\.id) == ["a#0", "a#1"])
    #expect(read(.n8n, "a.json", String(n8n.dropLast()))?.problems.map(\.kind) == [.syntax])
  }

  @Test func `Dify's model nodes hold messages or one text`() throws {
    let text = """
      app: {mode: workflow, name: Sorter}
      kind: app
      workflow:
        graph:
          edges:
          - {source: start, target: '1'}
          - {source: '1', target: code}
          - {source: code, target: '2'}
          nodes:
          - {id: start, data: {type: start}}
          - id: '1'
            data:
              type: llm
              title: Sort
              model: {provider: langgenius/openai/openai, name: gpt-4o, mode: chat}
              prompt_template:
              - {role: system, text: Sort it.}
              - {role: user, text: '{{#sys.query#}}'}
          - {id: code, data: {type: code}}
          - id: '2'
            data: {type: llm, prompt_template: {text: 'Sum up {{#1.text#}}'}}
      """
    let file = try #require(read(.dify, "apps/sorter.yml", text))
    #expect(file.workflows[0].title == "Sorter")
    #expect(file.texts == ["Sort it.", "Sum up {{#1.text#}}"])
    #expect(file.steps[0].models.map(\.name) == ["openai/gpt-4o"])
    #expect(file.steps[0].next.map(\.value) == ["2"])
    #expect(file.steps[0].pointer == "/workflow/graph/nodes/1")
  }

  @Test func `a Dify application without a graph has its own prompt`() {
    let text =
      "kind: app\napp: {mode: chat}\nmodel_config:\n  pre_prompt: Be kind.\n  model: {name: gpt-4o}\n"
    #expect(read(.dify, "a.yml", text)?.texts == ["Be kind."])
    #expect(read(.dify, "a.yml", "kind: app\npre_prompt: x\n") == nil)
    #expect(read(.dify, "a.yml", text + "x: [\n")?.problems.map(\.kind) == [.syntax])
  }

  @Test func `a crew's tasks and agents are prompts`() throws {
    let tasks = """
      research:
        description: >
          Find news on {topic}.
        expected_output: Ten points.
        agent: researcher
      report:
        description: Write it up.
        expected_output: A page.
        context: [research]
      """
    let file = try #require(read(.crewAI, "src/news/config/tasks.yaml", tasks))
    #expect(file.workflows.map(\.id) == ["src/news/tasks"])
    #expect(file.steps.map(\.id) == ["research", "report"])
    #expect(file.steps[0].agent?.value == "researcher")
    #expect(file.steps[0].next.map(\.value) == ["report"])
    #expect(file.texts.count == 4)
    let agents = "researcher:\n  role: Researcher\n  goal: Find\n  backstory: Old\n  llm: openai/gpt-4o\n"
    let crew = read(.crewAI, "config/agents.yaml", agents)
    #expect(crew?.texts == ["Researcher", "Find", "Old"])
    #expect(crew?.steps[0].models.map(\.name) == ["openai/gpt-4o"])
    #expect(read(.crewAI, "config/tasks.yaml", "build: {command: make}\n") == nil)
    #expect(WorkflowEngine.crewAI.claim("tasks.yaml") == .never)
  }
}
