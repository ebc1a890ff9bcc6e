import Git
import Testing

@testable import PromptLibrary

@Suite struct AttributionTests {
  private static let configuration = "version: 1\nprompts: [prompts/**]\n"

  /// A repository in which `prompts/sum.md` was edited once, as commits of two days.
  private static func repository() throws -> TemporaryRepository {
    let repository = try TemporaryRepository()
    try repository.write(configuration, to: "shelflife.yaml")
    try repository.write("---\nid: sum\ntitle: Sum it up\n---\nSum up: {{text}}\n", to: "prompts/sum.md")
    try repository.write("Translate: {{text}}\n", to: "prompts/de/translate.txt")
    try repository.write("Translate: {{text}}\n", to: "prompts/fr/translate.txt")
    try repository.git(["add", "-A"])
    try repository.commit(on: "2026-09-01")
    try repository.write(
      "---\nid: sum\ntitle: Sum it up\n---\nSum up briefly: {{text}}\n", to: "prompts/sum.md")
    try repository.git(["add", "-A"])
    try repository.commit(on: "2026-10-01")
    return repository
  }

  private static func library(_ repository: TemporaryRepository, _ state: Snapshot.State = .workingTree)
    async throws
    -> (Library, PromptHistory)
  {
    let snapshot = try Snapshot.of(state, in: .discover(from: repository.path))
    let (configuration, _) = Configuration.read(SourceText(path: "shelflife.yaml", Self.configuration))
    let library = await Library.readPrompts(in: snapshot, configuration: configuration, jobs: 1)
    return (library, PromptHistory(snapshot, root: repository.path, configuration: configuration))
  }

  private static func find(
    _ repository: TemporaryRepository, at time: String = "2026-10-02T00:00:00Z",
    say: (inout Attribution.Hints) -> Void = { _ in },
    _ make: (inout PromptClaim) -> Void
  ) async throws -> Attribution.Found {
    let (library, history) = try await library(repository)
    var hints = Attribution.Hints()
    say(&hints)
    var claim = PromptClaim()
    make(&claim)
    var attribution = Attribution(library, history: history, hints: hints)
    return try attribution.find(claim, at: try #require(Timestamp(time)))
  }

  private static func versions(_ repository: TemporaryRepository) async throws -> (new: String, old: String) {
    let (new, _) = try await library(repository)
    let (old, _) = try await library(repository, .commit("HEAD~1"))
    func version(_ library: Library) -> String {
      library.prompts.first { $0.id == "sum" }?.version.description ?? ""
    }
    return (version(new), version(old))
  }

  @Test func `the commit that changed a text since its run is named, and what came after it is counted`()
    async throws
  {
    let repository = try Self.repository()
    let (_, old) = try await Self.versions(repository)
    func change(since version: String) async throws -> TextChange? {
      let (library, history) = try await Self.library(repository)
      return history.change(of: try #require(library.prompts.first { $0.id == "sum" }), since: version)
    }
    let first = try #require(try await change(since: old))
    let head = try repository.git(["rev-parse", "HEAD"])
    #expect(head.hasPrefix(try #require(first.commit)))
    #expect(first.summary == "Change")
    #expect(first.later == 0)
    // An edit of its metadata is no change of its text.
    try repository.write("---\nid: sum\ntitle: Sum\n---\nSum up briefly: {{text}}\n", to: "prompts/sum.md")
    try repository.commit()
    #expect(try await change(since: String(old.prefix(7))) == first)
    try repository.write("---\nid: sum\n---\nSum up in a line: {{text}}\n", to: "prompts/sum.md")
    #expect(try await change(since: old)?.later == 1)
    try repository.git(["add", "-A"])
    try repository.git(
      ["commit", "-q", "-m", "In a line"], environment: ["GIT_AUTHOR_DATE": "2026-10-05T23:30:00-0500"])
    let middle = try await Self.version("HEAD~1", repository)
    let second = try #require(try await change(since: middle))
    #expect(second.day?.description == "2026-10-05")
    #expect(second.summary == "In a line")
    try repository.write("---\nid: sum\n---\nSum up: {{text}}, please\n", to: "prompts/sum.md")
    let (now, _) = try await Self.versions(repository)
    let committed = try await Self.version("HEAD", repository)
    #expect(now != committed)
    #expect(try await change(since: committed) == TextChange())
    #expect(try await change(since: "0123456") == nil)
  }

  private static func version(_ commit: String, _ repository: TemporaryRepository) async throws -> String {
    let (library, _) = try await library(repository, .commit(commit))
    return library.prompts.first { $0.id == "sum" }?.version.description ?? ""
  }

  private static func reason(_ body: () async throws -> Attribution.Found) async -> String {
    do {
      return "found \(try await body().prompt)"
    } catch {
      return (error as? Attribution.Refusal)?.reason ?? "\(error)"
    }
  }

  @Test func `a text finds its prompt, whatever it is called and however its lines end`() async throws {
    let repository = try Self.repository()
    let versions = try await Self.versions(repository)
    for text in ["Sum up briefly: {{text}}", "\r\nSum up briefly: {{text}}\r\n"] {
      let found = try await Self.find(repository) {
        $0.texts = [text]
        $0.names = ["prompt 1"]
      }
      #expect(found == Attribution.Found(prompt: "sum", version: versions.new, how: "by its text"))
    }
  }

  @Test func `a tool that knows no header ran the whole file`() async throws {
    let repository = try Self.repository()
    let found = try await Self.find(repository) {
      $0.texts = ["---\nid: sum\ntitle: Sum it up\n---\nSum up briefly: {{text}}"]
    }
    #expect(found.prompt == "sum")
  }

  @Test func `a text of the past is of the version of the past`() async throws {
    let repository = try Self.repository()
    let versions = try await Self.versions(repository)
    #expect(versions.new != versions.old)
    let found = try await Self.find(repository) {
      $0.texts = ["Sum up: {{text}}"]
      $0.names = ["sum"]
    }
    #expect(found.version == versions.old)
    let whole = try await Self.find(repository) {
      $0.texts = ["---\nid: sum\ntitle: Sum it up\n---\nSum up: {{text}}\n"]
      $0.paths = ["prompts/sum.md"]
    }
    #expect(whole.version == versions.old)
  }

  @Test func `a text that the prompt never had is refused, also when a person names it`() async throws {
    let repository = try Self.repository()
    let reason = await Self.reason {
      try await Self.find(repository, say: { $0.prompt = "sum" }) { $0.texts = ["Sum up: the cat"] }
    }
    #expect(reason == "the text that was run is not the one of 'sum', now or in its history")
    let unnamed = await Self.reason { try await Self.find(repository) { $0.texts = ["Sum up: the cat"] } }
    #expect(unnamed == "no prompt of the library has the text that was run")
  }

  @Test func `a text that two prompts have needs a name, and a name that contradicts it is refused`()
    async throws
  {
    let repository = try Self.repository()
    let both = await Self.reason { try await Self.find(repository) { $0.texts = ["Translate: {{text}}"] } }
    #expect(both == "its text is that of 'prompts/de/translate', 'prompts/fr/translate'")
    let one = try await Self.find(repository) {
      $0.texts = ["Translate: {{text}}"]
      $0.paths = ["fr/translate.txt"]
    }
    #expect(one.prompt == "prompts/fr/translate")
    let wrong = await Self.reason {
      try await Self.find(repository, say: { $0.prompt = "sum" }) { $0.texts = ["Translate: {{text}}"] }
    }
    #expect(wrong.contains("'sum'"))
    #expect(wrong.contains("'prompts/de/translate', 'prompts/fr/translate'"))
  }

  @Test(arguments: ["sum", "prompts/sum.md", "Sum it up", "our prompt 1"])
  func `a name is an id, a path, a title, or what a mapping says`(name: String) async throws {
    let repository = try Self.repository()
    let versions = try await Self.versions(repository)
    let found = try await Self.find(repository, say: { $0.names = ["our prompt 1": "sum"] }) {
      $0.names = [name]
      $0.paths = [name]
    }
    #expect(found.prompt == "sum")
    #expect(found.version == versions.new)
  }

  @Test func `without a text, a run from before the last edit is of a version that nobody knows`()
    async throws
  {
    let repository = try Self.repository()
    let versions = try await Self.versions(repository)
    let claim = { (claim: inout PromptClaim) in claim.names = ["sum"] }
    let before = await Self.reason { try await Self.find(repository, at: "2026-09-15T00:00:00Z", claim) }
    #expect(before.contains("a commit after the run changed its file"))
    for (said, version) in [
      ("current", versions.new), ("HEAD~1", versions.old), (String(versions.old.prefix(8)), versions.old),
    ] {
      let found = try await Self.find(
        repository, at: "2026-09-15T00:00:00Z", say: { $0.version = said }, claim)
      #expect(found.version == version)
    }
    let nothing = await Self.reason { try await Self.find(repository, say: { $0.version = "v9" }, claim) }
    #expect(nothing.contains("'v9'"))
    // What was written after the run and not committed is as unsure.
    try repository.write("---\nid: sum\n---\nSum up more briefly: {{text}}\n", to: "prompts/sum.md")
    let edited = await Self.reason { try await Self.find(repository, claim) }
    #expect(edited.contains("its file was written after the run"))
    #expect(try await Self.find(repository, at: "2100-01-01T00:00:00Z", claim).prompt == "sum")
  }

  @Test func `a commit that the tool knows to be clean says the version`() async throws {
    let repository = try Self.repository()
    let versions = try await Self.versions(repository)
    let commit = try repository.git(["rev-parse", "HEAD~1"])
    let found = try await Self.find(repository) {
      $0.names = ["sum"]
      $0.commit = String(commit.prefix(8))
    }
    #expect(found.version == versions.old)
    let gone = await Self.reason {
      try await Self.find(repository) {
        $0.names = ["sum"]
        $0.commit = "0123456789"
      }
    }
    #expect(gone.contains("0123456789"))
  }

  @Test func `a hint that is no prompt's text says nothing`() async throws {
    let repository = try Self.repository()
    let found = try await Self.find(repository) {
      $0.hints = ["{prompt}"]
      $0.names = ["sum"]
    }
    #expect(found.prompt == "sum")
    let named = try await Self.find(repository) { $0.hints = ["Sum up briefly: {{text}}"] }
    #expect(named.how == "by its text")
  }

  @Test func `what has no name and no text is refused`() async throws {
    let repository = try Self.repository()
    #expect(
      await Self.reason { try await Self.find(repository) { _ in } }
        == "the file does not say which prompt it is of")
    let unknown = await Self.reason { try await Self.find(repository) { $0.names = ["nobody"] } }
    #expect(unknown == "nothing in the library is called 'nobody'")
    let misspelt = await Self.reason { try await Self.find(repository, say: { $0.prompt = "summ" }) { _ in } }
    #expect(misspelt == "--prompt names 'summ', and there is no such prompt")
  }
}
