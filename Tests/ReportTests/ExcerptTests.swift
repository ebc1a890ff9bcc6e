import PromptLibrary
import Testing

@testable import Report

@Suite struct ExcerptTests {
  private func excerpt(_ line: String, _ place: Place, width: Int = 60) -> Excerpt? {
    Excerpt(of: place, in: [place.line: line], width: width)
  }

  @Test(arguments: [
    // Plain, after a tab, after wide characters, after a combining mark, under a control that is shown.
    ("id: gaps", 5, 9, "    ^^^^"), ("\tid: gaps", 6, 10, "        ^^^^"), ("日本: gaps", 5, 9, "      ^^^^"),
    ("e\u{301}: gaps", 5, 9, "   ^^^^"), ("a\u{202E}b", 2, 3, " ^^^^^^^^"), ("日", 1, 2, "^^"),
  ])
  func `carets stand under the span`(line: String, from: Int, to: Int, carets: String) throws {
    let shown = try #require(excerpt(line, place("a", 1, from, to: (1, to))))
    #expect(shown.carets == carets)
  }

  @Test(arguments: [1, 300, 2500, 5000, 5001, 900_000])
  func `a long line is cut around its span`(column: Int) throws {
    let line = String(repeating: "0123456789", count: 500)
    let shown = try #require(excerpt(line, place("a", 1, column, to: (1, column + 5))))
    #expect((shown.before + shown.marked + shown.after).columns <= 60)
    #expect(shown.before.columns + max(1, shown.marked.columns) <= 61)
    if column < 4000 { #expect(shown.marked.first == Character("\((column - 1) % 10)")) }
  }

  @Test func `a long span is cut at its end`() throws {
    let shown = try #require(excerpt(String(repeating: "x", count: 5000), place("a", 1, 20, to: (1, 4000))))
    #expect(shown.marked.hasSuffix("x…") && shown.after.isEmpty)
    #expect((shown.before + shown.marked).columns <= 60)
  }

  @Test func `a span over lines runs to its line's end and names the last`() throws {
    let shown = try #require(excerpt("messages:\r", place("a", 2, 1, to: (5, 1))))
    #expect(shown.marked == "messages:" && shown.lastLine == 4)
  }

  @Test(arguments: [(0, 0), (-4, -9), (1, 1), (7, 2)])
  func `a span that is none gets one caret`(from: Int, to: Int) throws {
    let shown = try #require(excerpt("id: a", place("a", 1, from, to: (1, to))))
    #expect(shown.carets.hasSuffix("^"))
  }

  @Test func `a place without position or line has no excerpt`() {
    #expect(excerpt("x", Place(path: "a")) == nil)
    #expect(Excerpt(of: place("a", 2, 1), in: [1: "x"], width: 80) == nil)
    #expect(Excerpt(of: place("a", 2, 1), in: nil, width: 80) == nil)
  }
}
