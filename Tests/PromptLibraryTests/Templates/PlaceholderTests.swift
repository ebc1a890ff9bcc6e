import PromptLibrary
import Testing

@Suite struct PlaceholderTests {
  private func names(_ syntax: TemplateSyntax, _ text: String) -> String {
    syntax.scan(Array(text.utf8)).names
  }

  @Test(arguments: [
    ("{{a}} {{ b_2 }} {{a}}", "a b_2"), ("{{user.name}} {{lang-code}}", "user.name lang-code"),
    ("{{{a}}}", "a"),
    ("{{plugin:text:upper:x}} {{ext:x:y}}", ""),
    ("{{#each a}} {{/each}} {{a b}} {{1a}} {{a.}} {{}} {{a}", ""), ("{{a\n}}", ""),
    ("{{größe}}", "größe"),
  ])
  func `plain replacement knows names alone`(text: String, expected: String) {
    #expect(names(.doubleBraces, text) == expected)
  }

  @Test(arguments: [
    ("{a} {b!r} {c:>10} {d.e} {f[0]} {g[k].h} {i:.2f} {j!s:<5}", "a b c d f g i j"),
    ("{{a}} {{{b}}} }}{c}", "b c"),
    ("{\"a\": 1, \"b\": {c}}", "c"), ("{ a } {} {0} {a b} {a-b} {'x'}", ""),
    ("{a: \"x\"} {b: 1, c} {d: text}", ""),
    ("{a:{b}}", "a b"), ("{when:%Y-%m-%d}", "when"), ("{{\"k\": {v}}}", "v"), ("{a", ""),
    ("{a!z} {b[} {c.}", ""),
  ])
  func `format strings take a name between single braces`(text: String, expected: String) {
    #expect(names(.fString, text) == expected)
  }

  @Test(arguments: [
    ("{{$a}} {{ $b_1 }}", "a b_1"), ("{{plugin.fn $a}}", "a"), ("{{fn 'lit $x' name=$y other=\"z\"}}", "y"),
    ("{{a}} {{plugin.fn}} {{'text'}} {{$}} {{$a $b}} {{a b}}", ""), ("{{{$a}}}", "a"), ("{{$a", ""),
    ("{{$a}", ""),
  ])
  func `Semantic Kernel's variables have a dollar sign`(text: String, expected: String) {
    #expect(names(.semanticKernel, text) == expected)
  }

  @Test(arguments: [
    ("${input:name} ${input:other:what to write}", "name other"),
    ("${selection} ${file} ${workspaceFolder} ${env:X}", ""),
    ("${input:} ${input:a", ""), ("`${input:a}`", "a"), ("${input:my-name}", "my-name"),
  ])
  func `VS Code asks for inputs and knows the rest`(text: String, expected: String) {
    #expect(names(.vscode, text) == expected)
  }

  @Test(arguments: [TemplateSyntax.none])
  func `text without a syntax has no variables`(syntax: TemplateSyntax) {
    #expect(names(syntax, "{{a}} {% if %}") == "")
  }
}
