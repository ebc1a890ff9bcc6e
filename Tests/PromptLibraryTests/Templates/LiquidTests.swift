import PromptLibrary
import Testing

@Suite struct LiquidTests {
  private func scan(_ text: String) -> TemplateUse { TemplateSyntax.liquid.scan(Array(text.utf8)) }

  @Test(arguments: [
    ("{{ a }} {{- b.c -}} {{ d[e] }} {{ f[0].g }} {{ h['k'].i }}", "a b d e f h"),
    ("{{ my-name }}", "my-name"),
    ("{{ a | append: b | date: '%Y' | f: k: c, d }}", "a b c d"), ("{{ a | default: 'x' }}", "a?"),
    ("{{ 'a' }}{{ nil }}{{ empty }}", ""),
    ("{{ a | default: b }}", "a? b"), ("{% if a %}{% elsif b.c and d == e %}{% endif %}", "a? b? d e"),
    ("{% unless a contains 'x' %}{% endunless %}", "a"), ("{% assign x = a | upcase %}{{ x }}", "a"),
    ("{% capture x %}{{ a }}{% endcapture %}{{ x }}", "a"),
    ("{% for i in xs limit: n offset:2 %}{{ i.a }}{{ forloop.index }}{% endfor %}{{ i }}", "xs n i"),
    ("{% for i in (1..n) %}{{ i }}{% endfor %}", "n"), ("{% for i in a.b reversed %}{% endfor %}", "a"),
    ("{% case a %}{% when 'x', b %}{{ c }}{% else %}{% endcase %}", "a b c"),
    ("{% raw %}{{ a }}{% endraw %}{{ b }}", "b"),
    ("{% comment %}{{ a }} it's{% endcomment %}{{ b }}", "b"), ("{% increment n %}{{ n }}", ""),
    ("{% style %}{{ a }}{% endstyle %}", "a"),
    ("{% tablerow x in xs cols:2 %}{{ x }}{% endtablerow %}", "xs"), ("{% echo a %}", "a"),
    ("{{ your name here }}", "your"), ("{{ … }}{{ a 🔴 b }}", "a"),
  ])
  func `names come from outputs and tags`(text: String, names: String) {
    #expect(scan(text).names == names)
    #expect(scan(text).problems.isEmpty)
  }

  @Test(arguments: [
    ("{% render 'card', item: a.b, n: 1 %}", "card", "a"), ("{% include 'x' with y %}", "x", "y"),
    ("{% render 'x' for ys as y %}", "x", "ys"),
    ("{% include header.html %}", "header.html", ""), ("{% include name %}", "~*", "name"),
  ])
  func `rendered parts are includes`(text: String, targets: String, names: String) {
    #expect(scan(text).targets == targets)
    #expect(scan(text).names == names)
  }

  @Test(arguments: [("{{ a", [0]), ("{% if a %}", [0]), ("{% endif %}", [0]), ("{% raw %}", [0])])
  func `what is not closed is told where it starts`(text: String, offsets: [Int]) {
    #expect(scan(text).problems.map(\.offset) == offsets)
  }
}
