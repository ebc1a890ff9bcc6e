import PromptLibrary
import Testing

@Suite struct TemplateSyntaxTests {
  @Test(arguments: [
    ("Plain text { } $ % {{ }} {{ 1 }}", TemplateSyntax.none), ("{% if a %}", .jinja),
    ("{%- set a = 1 %}", .jinja), ("{{ name }}", .jinja),
    ("{{#if a}}{{/if}}", .handlebars), ("{{>part}} {{ name }}", .handlebars),
    ("{{name}}{{else}}", .handlebars), ("{{$a}} {{b.c}}", .semanticKernel),
    ("{{file-name}} {{ a }}", .doubleBraces), ("{{ file-name }} {% if a %}", .jinja), ("{{ a - b }}", .jinja),
    ("{% assign a = b %}", .liquid), ("{% if a %}{% elsif b %}", .liquid), ("{{ .Name }}{{ end }}", .none),
    ("{{/* go */}}", .none),
    ("{{ … }} {{🔴}}", .none), ("${{ hashFiles('a') }}", .none),
    ("{{a}} ${input:b}", .jinja), ("${input:b} $ARGUMENTS", .vscode), ("Do $ARGUMENTS", .arguments),
    ("$ARGUMENTSX ${file}", .none),
    ("run: ${{ secrets.KEY }} ${{github.ref}}", .none), ("costs ${{ price }}", .jinja),
    ("{{>a}} {% if %}", .jinja), ("100 {%} {% 5", .none), ("", .none), ("{", .none), ("{{", .none),
  ])
  func `a syntax shows in its marks`(text: String, expected: TemplateSyntax) {
    #expect(TemplateSyntax.detect(in: Array(text.utf8)) == expected)
  }

  /// Pieces from which texts are made that nobody would write.
  private static let pieces = [
    "{{", "}}", "{%", "%}", "{#", "#}", "{{{", "}}}", "{{{{", "}", "{", "'", "\"", "\\", "`", "```\n", "\n",
    "$", "${input:", "$1", "@a/b", "|", "(",
    ")", "[", "]", ".", "../", "@", "#", "/", "^", ">", "!--", "~", "-", "=", "a", " if ", " for ", " in ",
    " set ", " raw ", "endraw", " end", "if",
    " else ", " not ", " is ", " include ", " as |", "é", "\u{0}", "*", ":", ",", "1", "=<% %>=",
  ]

  @Test(arguments: TemplateSyntax.allCases)
  func `no text is too odd to read`(syntax: TemplateSyntax) {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    for round in 0..<4000 {
      var text: [UInt8] = []
      for _ in 0..<(round % 24) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += Array(Self.pieces[Int(state >> 33) % Self.pieces.count].utf8)
      }
      let use = syntax.scan(text)
      #expect(use.variables.allSatisfy { $0.offset + $0.name.utf8.count <= text.count })
      #expect(Set(use.variables.map(\.name)).count == use.variables.count)
      #expect(use.includes.allSatisfy { $0.offset <= text.count })
      #expect(use.problems.allSatisfy { $0.offset <= text.count })
      _ = TemplateSyntax.detect(in: text)
    }
  }

  /// Each would take minutes if a piece were looked at again for each one before it.
  @Test(arguments: TemplateSyntax.allCases)
  func `a text made to be slow is not`(syntax: TemplateSyntax) {
    for unit in [
      "{{", "{{ ", "{{ '", "{{ ' }} {{ \" }}", "{% if a %}", "{% endif %}", "{%", "{#", "{{#a}}", "{{/a}}",
      "{{!--", "{{{{a}}}}", "{{ (", "{{ a|", "`", "`` ` ",
      "@a/", "${input:", "{a:", "{{a.", "{% include '%s{' % a % ", "{% for a in ", "{% raw %}", "\\{{",
      "{{ {", "{{ [", "{{../", "{{$", "{{=", "{% set a = {", "{a[",
    ] {
      _ = syntax.scan(Array(String(repeating: unit, count: 4_000).utf8))
    }
    let deep = String(repeating: "(", count: 50_000) + "a" + String(repeating: ")", count: 50_000)
    _ = syntax.scan(Array("{{ f \(deep) }} {% if \(deep) %}".utf8))
  }
}
