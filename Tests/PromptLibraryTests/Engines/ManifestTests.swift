import Testing

@testable import PromptLibrary

@Suite struct ManifestTests {
  @Test func `a plugin's manifest loads its folders, or the paths it lists in their place`() throws {
    let text = """
      {"name": "tools", "commands": ["./extra/go.md", "./more/"], "agents": "./agents/a.md",
       "skills": {"x": {"source": "./own"}}}
      """
    let file = try #require(read(.pluginManifest, "plugins/tools/.claude-plugin/plugin.json", text))
    #expect(file.workflows[0].isPlatform)
    #expect(
      file.references == [
        "path plugins/tools/extra/go.md", "glob plugins/tools/more/**/*.md", "path plugins/tools/agents/a.md",
        "~glob plugins/tools/skills/**/SKILL.md",
        "glob plugins/tools/own/**/SKILL.md", "~glob plugins/tools/output-styles/**/*.md",
      ])
  }

  @Test func `a package of Pi brings what it lists, and an OpenClaw plugin its skills`() throws {
    let package = #"{"name": "kit", "pi": {"skills": ["./skills"], "prompts": ["./prompts", "extra/go.md"]}}"#
    let file = try #require(read(.pluginManifest, "kit/package.json", package))
    #expect(
      file.references == ["glob kit/skills/**/SKILL.md", "glob kit/prompts/*.md", "path kit/extra/go.md"])
    #expect(read(.pluginManifest, "kit/package.json", #"{"name": "kit", "keywords": ["pi"]}"#) == nil)
    let plugin = try #require(
      read(.pluginManifest, "plug/openclaw.plugin.json", #"{"id": "plug", "skills": ["skills"]}"#))
    #expect(plugin.references.contains("glob plug/skills/**/SKILL.md"))
  }

  @Test func `a vendor's part gathers from the plugin or from the top`() throws {
    let text = """
      {"name": "x", "extensions": {"com.example": {"agents": ["./agents/a.md"], "skills": ["./skills/s/"],
       "logo": "a.png"}}}
      """
    let file = try #require(read(.pluginManifest, "plugins/x/plugin.json", text))
    let patterns = file.references.suffix(2).map { Glob(String($0.dropFirst("glob ".count))) }
    #expect(patterns[0].matches("agents/a.agent.md"))
    #expect(patterns[0].matches("plugins/x/agents/a.md"))
    #expect(!patterns[0].matches("plugins/y/agents/a.md"))
    #expect(patterns[1].matches("skills/s/SKILL.md"))
  }

  @Test func `a marketplace lists plugins of the repository and of others`() throws {
    let text = """
      {"name": "m", "metadata": {"pluginRoot": "./plugins"}, "plugins": [
        {"name": "a", "source": "a"}, {"name": "b", "source": {"source": "github", "repo": "x/y"}},
        {"name": "c", "source": "./", "strict": false, "skills": ["./skills/s"]}]}
      """
    let file = try #require(read(.pluginManifest, ".claude-plugin/marketplace.json", text))
    #expect(file.references.contains("~glob plugins/a/commands/**/*.md"))
    #expect(
      file.references.suffix(4) == [
        "~glob commands/**/*.md", "~glob agents/**/*.md", "glob skills/s/**/SKILL.md",
        "~glob output-styles/**/*.md",
      ])
    #expect(file.references.count == 8)
  }

  @Test func `manifests of other programs are none`() {
    #expect(WorkflowEngine.pluginManifest.claim("src/plugin.json") == .never)
    #expect(
      read(.pluginManifest, "plugins/x/plugin.json", #"{"name": "x", "type": "panel", "id": "x"}"#) == nil)
    let broken = read(.pluginManifest, ".claude-plugin/plugin.json", "{")
    #expect(broken?.problems.map(\.kind) == [.syntax])
  }

  @Test func `VS Code's settings load folders and instructions`() throws {
    let text = """
      {
        // where prompts lie
        "chat.promptFilesLocations": {"library/prompts": true, "old": false, "~/mine": true},
        "chat.agentFilesLocations": ["agents"],
        "github.copilot.chat.commitMessageGeneration.instructions": [
          {"file": "docs/commits.md"}, {"text": "Write short messages."}
        ],
      }
      """
    let file = try #require(read(.vscodeSettings, "app/.vscode/settings.json", text))
    #expect(file.workflows[0].isPlatform)
    #expect(
      file.references == [
        "glob app/library/prompts/**/*.prompt.md", "glob app/agents/**/*.md", "path app/docs/commits.md",
      ])
    #expect(file.texts == ["Write short messages."])
    #expect(read(.vscodeSettings, ".vscode/settings.json", "{\"a\": 1}")?.workflows.isEmpty == true)
    #expect(
      read(.vscodeSettings, ".vscode/settings.json", "{\"chat.x\": ")?.problems.map(\.kind) == [.syntax])
  }
}
