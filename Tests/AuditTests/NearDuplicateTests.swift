import PromptLibrary
import Testing

@testable import Audit

@Suite struct NearDuplicateTests {
  @Test func `prompts that share most of their text are one cluster, in order`() {
    let text = words(300, seed: 1)
    let prompts = [
      samplePrompt("a", text: text), samplePrompt("b", text: words(300, seed: 2)),
      samplePrompt("c", text: text + " and a few words more"), samplePrompt("d", text: text),
    ]
    #expect(NearDuplicates.clusters(prompts, from: 0.85) == [[0, 2, 3]])
  }

  @Test func `prompts on different subjects are in no cluster`() {
    let prompts = (0..<200).map { samplePrompt("p\($0)", text: words(60, seed: $0 + 1)) }
    #expect(NearDuplicates.clusters(prompts, from: 0.85).isEmpty)
  }

  @Test func `hundreds of copies of one boilerplate are one finding`() {
    let boilerplate = words(200, seed: 9)
    let prompts = (0..<500).map { samplePrompt("p\($0)", text: boilerplate + " number \($0)") }
    let library = sampleLibrary(prompts.sorted { $0.address < $1.address })
    let found = findings(of: .nearDuplicate, in: library)
    #expect(found.count == 1)
    #expect(found.first?.evidence.count == 50)
    #expect(found.first?.message == "499 other prompts say nearly the same.")
  }

  @Test func `entries of one file and variants of one dotprompt are not held against each other`() {
    let text = words(100, seed: 3)
    var first = samplePrompt("a#one", text: text)
    var second = samplePrompt("a#two", text: text)
    (first.path, second.path) = ("a.yaml", "a.yaml")
    #expect(NearDuplicates.clusters([first, second], from: 0.85).isEmpty)
    (first.path, second.path) = ("greet.prompt", "greet.formal.prompt")
    (first.format, second.format) = ("dotprompt", "dotprompt")
    #expect(NearDuplicates.clusters([first, second], from: 0.85).isEmpty)
    second.path = "other.prompt"
    #expect(NearDuplicates.clusters([first, second], from: 0.85) == [[0, 1]])
  }

  @Test func `a retired copy, a fixture and a short text are left out`() {
    let text = words(100, seed: 4)
    var retired = samplePrompt("b", text: text)
    retired.metadata.status = Located(.retired, at: retired.place)
    var fixture = samplePrompt("c", text: text)
    fixture.path = "tests/c.md"
    let prompts = [
      samplePrompt("a", text: text), retired, fixture, samplePrompt("d", text: "Short."),
      samplePrompt("e", text: "Short."),
    ]
    #expect(findings(of: .nearDuplicate, in: sampleLibrary(prompts)).isEmpty)
  }

  @Test func `folders that are copies of each other are one finding`() {
    func copies(_ names: [String]) -> [Prompt] {
      ["kit", "old/kit"].flatMap { folder in
        names.map { name in
          var prompt = samplePrompt(
            "\(folder)/\(name)", text: words(100, seed: name.utf8.reduce(7) { $0 + Int($1) }))
          prompt.path = "\(folder)/\(name).md"
          return prompt
        }
      }
    }
    let many = findings(of: .nearDuplicate, in: sampleLibrary(copies(["sort", "pack", "ship", "weigh"])))
    #expect(many.map(\.message) == ["4 prompts of the top are nearly the same in 'old'."])
    #expect(findings(of: .nearDuplicate, in: sampleLibrary(copies(["sort", "pack"]))).count == 2)
  }

  @Test func `a cluster names each member with its likeness`() {
    let text = words(300, seed: 5)
    let library = sampleLibrary([
      samplePrompt("a", text: text), samplePrompt("b", text: text),
      samplePrompt("c", text: text + " more words here"),
    ])
    let labels = findings(of: .nearDuplicate, in: library).flatMap { $0.evidence.map(\.label) }
    #expect(labels.count == 2)
    #expect(labels.first == "the same text: b")
    #expect(labels.last?.hasSuffix("% alike: c") == true)
  }

  @Test func `a member that only others tie to the first is held against the nearest`() throws {
    // Each text shares nine words in ten with the next, and the last far fewer with the first.
    let all = words(1200, seed: 8).split(separator: " ").map(String.init)
    let prompts = (0..<4).map { index in
      samplePrompt("p\(index)", text: all[(index * 40)..<(index * 40 + 800)].joined(separator: " "))
    }
    let found = try #require(findings(of: .nearDuplicate, in: sampleLibrary(prompts)).first)
    let labels = found.evidence.map(\.label)
    #expect(labels.count == 3)
    for label in labels {
      let share = try #require(Int(label.prefix { $0.isNumber }))
      #expect(share >= 85, "\(label)")
    }
    #expect(labels.first?.hasSuffix("% alike: p1") == true)
    #expect(labels.last?.hasSuffix("% like p2: p3") == true)
  }

  @Test func `copies of a skill for several tools are to be linked, since none can include another`() {
    let text = words(100, seed: 11)
    func skill(_ path: String) -> Prompt {
      var prompt = samplePrompt(path, text: text)
      prompt.path = "\(path)/SKILL.md"
      prompt.format = "agent-skill"
      return prompt
    }
    func remedies(_ paths: String...) -> [String?] {
      findings(of: .nearDuplicate, in: sampleLibrary(paths.map(skill))).map(\.remedy)
    }
    #expect(remedies(".claude/skills/tidy", ".cursor/skills/tidy").first??.contains("links") == true)
    #expect(remedies(".claude/skills/clean", ".claude/skills/tidy").first??.contains("links") != true)
  }

  @Test func `a text inside a step finds the prompt that it repeats`() {
    let text = words(80, seed: 6)
    let prompts = [samplePrompt("a", text: words(80, seed: 7)), samplePrompt("b", text: text)]
    let inline = InlinePrompt(text, at: Place(path: "flow.yml", line: 4))
    let twins = NearDuplicates.twins(of: [inline], among: prompts, from: 0.85)
    #expect(twins == [inline.place: NearDuplicates.Twin(prompt: 1, similarity: 1)])
  }
}
