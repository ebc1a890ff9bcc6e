import Testing

@testable import PromptLibrary

@Suite struct ShellScriptTests {
  @Test(arguments: [
    ("a b; c | d && e", [["a", "b"], ["c"], ["d"], ["e"]]), ("a 'b c' \"d\\\"e\"", [["a", "b c", "d\"e"]]),
    ("a \\\n b # c", [["a", "b"]]), ("a > f 2>&1 < g", [["a", "2", "g"]]),
    ("x=$(cat f.md) y", [["x="], ["cat", "f.md"], ["y"]]),
    ("a \"$(cat f.md)\"", [["a", "*"], ["cat", "f.md"]]),
    ("a <<E\nb c\nE\nd", [["a"], ["d"]]), ("a <<< b", [["a", "b"]]),
    ("a ${{ github.workspace }}/f ${{ x }}", [["a", "./f", "*"]]), ("a 'open", [["a", "open"]]),
    ("a \"$(", [["a", "*"]]), ("a ${{ x", [["a", "*"]]), ("a <<", [["a"]]), ("\\", []),
  ])
  func `a script is split into commands and words`(text: String, expected: [[String]]) {
    #expect(ShellScript(text).commands == expected)
  }

  @Test func `files written by redirection are known`() {
    #expect(ShellScript("a > x.md; b >> 'y.md'").written == ["x.md", "y.md"])
  }
}
