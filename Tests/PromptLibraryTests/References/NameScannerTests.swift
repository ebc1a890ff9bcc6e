import Git
import Testing

@testable import PromptLibrary

/// Texts are read in blocks of 64 bytes: wherever a name lies, it is found whole.
@Suite struct NameScannerTests {
  private let names: PromptNames

  init() throws {
    let version = try #require(ObjectID(String(repeating: "0", count: 40)))
    names = PromptNames(
      [
        "prompts/answer.md",
        "library/a very long folder/of-several-parts/sort-the-rows-of-the-queue.prompt.yml",
      ]
      .map { Prompt(id: $0, path: $0, format: "plain", version: version, place: Place(path: $0)) })
  }

  private func words(_ text: String, from first: Int = 0) -> [String] {
    let source = SourceText(path: "load.py", bytes: Array(text.utf8))
    return NameScanner.words(of: source, first..<source.bytes.count, .code, names: names).map(\.text)
  }

  @Test(arguments: [
    "prompts/answer.md", "../../x/prompts/answer.md",
    "of-several-parts/sort-the-rows-of-the-queue.prompt.yml",
  ])
  func `a name is found at every offset, with what leads to it`(name: String) {
    for before in 0...140 {
      let filler = String((0..<before).map { "ab c,/\n."[($0 * 7) % 8] }) + " "
      #expect(words(filler + "\"" + name + "\" + rest").last == name, "\(before) bytes before")
      #expect(words(filler + name).last == name, "\(before) bytes before, and nothing behind")
      #expect(words(filler + name + ".").last == name, "\(before) bytes before, and a full stop behind")
    }
  }

  @Test func `a part of another word is none, and a range begins where it says`() {
    for before in 0...70 {
      let filler = String(repeating: " ", count: before)
      #expect(words(filler + "\"myanswer.md\"") == [])
      #expect(words(filler + "\"answer.mdx\"") == [])
      #expect(words(filler + "\"answer.md/more.txt\"") == [])
      #expect(words(filler + "\"myanswer.md\"", from: before + 3) == ["answer.md"])
    }
  }
}

extension String {
  fileprivate subscript(offset: Int) -> Character { self[index(startIndex, offsetBy: offset)] }
}
