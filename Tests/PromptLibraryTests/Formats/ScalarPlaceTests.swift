import Testing
import YAML

@testable import PromptLibrary

@Suite struct ScalarPlaceTests {
  /// Where `@` in the value of `k` stands by the map, against where it stands in the file.
  private func check(_ text: String, json: Bool = false) throws {
    let source = SourceText(path: json ? "a.json" : "a.yaml", text)
    let node = try #require(try source.parsed()?["k"])
    let value = Array(try #require(node.text).utf8)
    var map = SourceMap(source)
    let offsets = value.indices.filter { value[$0] == UInt8(ascii: "@") }
    let found = map.positions(of: offsets.flatMap { [$0, $0 + 1] }, in: node)
    let expected = source.bytes.indices.filter { source.bytes[$0] == UInt8(ascii: "@") }
    #expect(offsets.count == expected.count)
    for (offset, place) in zip(offsets, expected) {
      #expect(found[offset] == source.position(at: place), "\(text)")
      #expect(found[offset + 1] == source.position(at: place + 1), "\(text)")
      #expect(map.position(at: place) == source.position(at: place))
    }
  }

  @Test(arguments: [
    "k: a @ b", "k: 'it''s @'", "k: \"a\\n\\u00e9 \\t@ \\\"@\\\"\"", "k: |\n  a\n\n    b @\n  é@\n",
    "k: >-\n  a\n  b @\n\n  c@ d\n",
    "k: |2\n   x\n  @\n", "k: a\n  b\n  @ c", "k: \"a\n  b\\\n  @c \n\n @\"", "x: &y 1\nk: &z !!str 'a @'",
    "k: | # note\r\n  a\r\n  @ b\r\n",
    "z: é\nk:\n  - x\nk: 'é @ \u{1F600} @'",
  ])
  func `a byte of a YAML scalar is found in the file`(text: String) throws { try check(text) }

  @Test(arguments: [#"{"k": "a\n@ \u00e9\ud83d\ude00@ \\@ \/@"}"#, "{\"a\": \"é\", \"k\": \"@\"}"])
  func `a byte of a JSON string is found in the file`(text: String) throws { try check(text, json: true) }

  @Test func `an alias has no text of its own`() throws {
    let source = SourceText(path: "a.yaml", "a: &x hello you\nk: *x\n")
    let node = try #require(try source.parsed()?["k"])
    var map = SourceMap(source)
    #expect(map.positions(of: [6], in: node).isEmpty)
  }
}
