import Testing

@testable import PromptLibrary

@Suite struct GlobTests {
  @Test(arguments: [
    ("**", "a/b/c.md", true), ("*.md", "a.md", true), ("*.md", "a/b.md", false), ("**/*.md", "a.md", true),
    ("**/*.md", "x/y/a.md", true), ("library/prompts/**", "library/prompts/a/b.md", true),
    ("library/prompts/**", "library/prompt/a.md", false), ("a/**/b.md", "a/b.md", true),
    ("a/**/b.md", "a/x/y/b.md", true), ("a/**/b.md", "a/xb.md", false), ("{a,b}/*.{md,txt}", "b/x.txt", true),
    ("a?c", "abc", true), ("a?c", "a/c", false), ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false),
    ("prompts/", "prompts/x/y", true), ("*/*.md", "a/b/c.md", false), ("**/test_*", "a/b/test_x", true),
    ("**/b", "ab", false), ("a*b*c", "axxbyyc", true),
  ])
  func `patterns match paths as people expect`(pattern: String, path: String, expected: Bool) {
    #expect(Glob(pattern).matches(path) == expected)
  }

  @Test func `a pattern made to be slow is not`() {
    #expect(!Glob(String(repeating: "*a", count: 50)).matches(String(repeating: "a", count: 5000) + "b"))
    #expect(!Glob(String(repeating: "**/a", count: 30)).matches(String(repeating: "a/", count: 2000) + "b"))
  }
}
