import Testing

@testable import YAML

@Suite struct NodeTests {
  @Test func `scalars resolve as YAML 1.2 core`() throws {
    let node = try #require(try Node.parse("on: yes\na: true\nb: 0x1F\nc: 1.5e3\nd: ~\ne: 'true'".utf8))
    #expect(node["on"]?.string == "yes")
    #expect(node["on"]?.bool == nil)
    #expect(node["a"]?.bool == true)
    #expect(node["b"]?.int == 31)
    #expect(node["c"]?.double == 1500)
    #expect(node["d"]?.isNull == true)
    #expect(node["e"]?.bool == nil)
  }

  @Test func `deep nesting is an error, not a crash`() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: YAMLError.self) { try Node.parse(deep.utf8) }
    #expect(throws: YAMLError.self) { try Node.parseJSON(Array(deep.utf8)) }
  }

  @Test func `aliases that multiply are refused`() {
    var text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for level in 1...9 {
      let alias = "*a\(level - 1)"
      text += "a\(level): &a\(level) [\(Array(repeating: alias, count: 10).joined(separator: ","))]\n"
    }
    #expect(throws: YAMLError.self) { try Node.parse(text.utf8) }
  }

  @Test func `positions count lines and scalars from one`() throws {
    let node = try #require(try Node.parse("é: x\nb:\n  - c".utf8))
    #expect(node["é"]?.start == Position(line: 1, column: 4))
    #expect(node["b"]?[0]?.start == Position(line: 3, column: 5))
  }
}
