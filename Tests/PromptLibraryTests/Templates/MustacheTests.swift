import PromptLibrary
import Testing

@Suite struct MustacheTests {
  private func scan(_ text: String) -> TemplateUse { TemplateSyntax.mustache.scan(Array(text.utf8)) }

  @Test(arguments: [
    ("{{a}} {{ b.c }} {{{d}}} {{& e }} {{.}}", "a b d e"), ("{{! {a} }}{{b}}", "b"),
    ("{{#a}}{{b}}{{.}}{{/a}}{{c}}", "a? b? c"),
    ("{{^a}}{{b}}{{/a}}", "a? b"), ("{{#a}}{{^b}}{{c}}{{/b}}{{/a}}", "a? b? c?"),
    ("{{=<% %>=}}<%a%> {{b}} <%={{ }}=%>{{c}}", "a c"),
    ("{{a b}} {{}} {{ 1 }}", ""), ("{{$title}}{{a}}{{/title}}", "a"), ("{{= |=}}{{a}}", "a"),
  ])
  func `tags name variables`(text: String, names: String) { #expect(scan(text).names == names) }

  @Test func `partials are includes`() {
    #expect(scan("{{> a/b.md }}{{>*c}}{{<d}}{{/d}}").targets == "partial:a/b.md partial:~* extends:d")
  }

  @Test(arguments: [("{{#a}}", [0]), ("{{/a}}", [0]), ("x {{a", [2]), ("{{#a}}{{#b}}{{/a}}", [6])])
  func `what is not closed is told where it starts`(text: String, offsets: [Int]) {
    #expect(scan(text).problems.map(\.offset) == offsets)
  }
}
