import Testing

@testable import YAML

/// The reader of plain YAML gives the nodes that libyaml gives, positions included, or leaves the text to it.
struct BlockReaderTests {
  private func fast(_ text: String, from origin: Position = .start) -> Node? {
    Array(text.utf8).withUnsafeBufferPointer { BlockReader.read($0, from: origin) }
  }

  private func thorough(_ text: String, from origin: Position = .start) -> String {
    do {
      return try Node.parseAll(Array(text.utf8), from: origin, most: 1).first.map(Self.written) ?? "nothing"
    } catch {
      return "\(error)"
    }
  }

  private static func written(_ node: Node) -> String {
    let place = "@\(node.start)-\(node.end)"
    return switch node.content {
    case .scalar(let text, let style): "\(style) \(text.debugDescription)\(place)"
    case .sequence(let items): "[\(items.map(written).joined(separator: ", "))]\(place)"
    case .mapping(let pairs):
      "{\(pairs.map { "\(written($0.key)): \(written($0.value))" }.joined(separator: ", "))}\(place)"
    }
  }

  @Test(arguments: [
    "a: b\n", "a: b", "a:\n", "a: # said later\nb: c # why\n", "# first\n\na: b\n\n# last", "---\na: b\n",
    "a:\n  b:\n    c: d\n  e: f\ng: h\n", "a:\n- b\n- c\nd: e\n",
    "a:\n  - b\n  - c: d\n    e: f\n  -\n    g: h\n",
    "- a\n- b: c\n  d: [e, f]\n-\n- {g: h, i: [j]}\n", "a: 'b c'\n\"d e\": \"f\"\n", "a: []\nb: {}\n",
    "a: |\n  text\n   more\n\n  end\n\nb: c\n", "a: |-\n  text\n", "a: |+\n  text\n\n\nb: c\n",
    "a: >\n  one\n  two\nb: c\n",
    "a: |\n  text", "- |\n  text\n- b\n", "a: -1\nb: --flag\nc: ~\nd: http://host/x#y\ne: x - y: z\n",
    "titel: größer — “so”\nnext: ñ # é\nlist: [ü, é]\n", "model: gpt-4o  \nname: a b\n", "a: b\n  \n   # c\n",
  ])
  func `what is written plainly is read alike`(text: String) throws {
    for origin in [Position.start, Position(line: 7, column: 1)] {
      if let node = fast(text, from: origin) {
        #expect(Self.written(node) == thorough(text, from: origin))
      } else {
        #expect(text.contains("x - y: z"), "left to libyaml: \(text.debugDescription)")
      }
    }
  }

  @Test(arguments: [
    "a: b\n c: d\n", "a: &x b\nc: *x\n", "a: !t b\n", "a: \"b\\n\"\n", "a: b\n  c\n", "a: 'b\n  c'\n",
    "a:\tb\n", "<<: {a: b}\n",
    "a: b\n---\nc: d\n", "%YAML 1.1\n---\na: b\n", "? a\n: b\n", "a: [b,\n  c]\n", "text\n", "", "\n",
    "a: 'it''s'\n",
    "a: |2\n   b\n", "a: >\n  b\n\n  c\n", "a: b: c\n", "a: b\r\nc: d\r\n", "a: \u{2028}\n", "a: \u{85}\n",
    "- - a\n", "a: @b\n",
    "a: {b}\n", "a: [b: c]\n", "a: |\n", "a: |\n\n", "a: [b,]\n", "a: %b\n", "a: {b: *c}\n", "a: [*.ts]\n",
  ])
  func `what takes more is left to libyaml`(text: String) { #expect(fast(text) == nil) }

  @Test func `whatever is put together is read alike, or not at all`() {
    let starts =
      Array(repeating: "", count: 12) + Array(repeating: "  ", count: 4) + [
        "", "", "  ", "    ", "- ", "  - ", "      ", "-", "\t", " ",
      ]
    let keys =
      Array(repeating: "a: ", count: 20) + Array(repeating: "b:", count: 6) + [
        "a: ", "b:", "key_1: ", "'q': ", "a b: ", "x/y.z: ", "é: ", "", "", "<<: ", "? ",
      ]
    let values =
      Array(repeating: "some words", count: 30) + Array(repeating: "[a, b]", count: 6) + [
        "v", "", "two words", "'q'", "\"q\"", "[a, b]", "{a: b}", "|", "|-", ">", "|+", "# c", "v # c", "-",
        "- v", "1.5", "~", "ü",
        "a:b", "a: b", "[a, [b], {c: d}]", "*a", "&a v", "---", "...", "v\t", "v ", "[a: b]", "\"\"", "''",
        "{a: {b: c}}", "\\", "v#",
      ]
    var state: UInt64 = 20_261_124
    func pick(_ list: [String]) -> String {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return list[Int(state >> 33) % list.count]
    }
    var readFast = 0
    for _ in 0..<40_000 {
      let count = 1 + Int(pick(["0", "1", "2", "3", "4"]))! + 1
      var lines = (0..<count).map { _ in pick(starts) + pick(keys) + pick(values) }
      if pick(["n", "n", "n", "y"]) == "y" { lines.append("") }
      let text = lines.joined(separator: "\n") + pick(["\n", "\n", ""])
      guard let node = fast(text) else { continue }
      readFast += 1
      let expected = thorough(text)
      if Self.written(node) != expected {
        Issue.record("\(text.debugDescription): \(Self.written(node)) is \(expected)")
        return
      }
    }
    #expect(readFast > 1_000)
  }
}
