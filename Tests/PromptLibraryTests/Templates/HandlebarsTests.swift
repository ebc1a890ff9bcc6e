import PromptLibrary
import Testing

@Suite struct HandlebarsTests {
  private func scan(_ text: String) -> TemplateUse { TemplateSyntax.handlebars.scan(Array(text.utf8)) }

  @Test(arguments: [
    ("{{name}} {{{b}}} {{&c}} {{~ d ~}}", "name b c d"), ("{{! a }}{{!-- {{b}} --}}{{c}}", "c"),
    ("{{a.b.c}} {{d/e}} {{[seg ment]}} {{f.[g h]}}", "a d seg ment f"),
    ("{{this}} {{.}} {{this.a}} {{./b}}", "a b"),
    ("{{\"text\"}} {{12}} {{true}} {{null}}", ""), ("{{@index}} {{@root.a}} {{@root}} {{@first}}", "a"),
    ("\\{{a}} \\\\{{b}}", "b"), ("{{{{raw}}}} {{a}} {{{{/raw}}}}{{b}}", "b"),
    ("{{größe}} {{my-name}}", "größe my-name"),
    ("{{history}}{{role \"system\"}}{{section 'x'}}", ""),
    ("{{media url=photo}}{{json data indent=2}}", "photo data"),
    ("{{helper a b key=c d='x' e=(f g)}}", "a b c g"), ("{{lookup obj key}}{{log a}}", "obj key a"),
    ("{{#if (eq a b)}}{{c}}{{/if}}", "a b c"),
    ("{{{{raw}}}}", ""), ("{{ a, b }}{{ it's }}{{ c! }}", ""),
  ])
  func `paths are variables, helpers and literals are not`(text: String, names: String) {
    #expect(scan(text).names == names)
  }

  @Test(arguments: [
    ("{{#each xs}}{{this}}{{name}}{{@index}}{{/each}}{{name}}", "xs name"),
    ("{{#each xs}}{{../a}}{{@root.b}}{{/each}}", "xs a b"),
    ("{{#each xs}}{{#each ys}}{{../../a}}{{../b}}{{/each}}{{/each}}", "xs a"),
    ("{{#each xs as |x i|}}{{x.a}}{{i}}{{/each}}{{x}}", "xs x"),
    ("{{#each xs}}{{#if a}}{{b}}{{../c}}{{/if}}{{/each}}", "xs c"), ("{{#with x}}{{a}}{{/with}}", "x"),
    ("{{#each xs}}{{else}}{{a}}{{/each}}", "xs a"), ("{{#each xs}}{{^}}{{a}}{{/each}}", "xs a"),
    ("{{#if a}}{{b}}{{else}}{{c}}{{/if}}", "a? b c"),
    ("{{#if a}}{{else if b}}{{c}}{{/if}}", "a? b? c"),
    ("{{#if a}}{{else each ys}}{{c}}{{/if}}{{d}}", "a? ys d"),
    ("{{#unless a}}{{b}}{{/unless}}", "a? b"),
    ("{{#if (and a (not b))}}{{/if}}{{#if (or c (eq d e))}}{{/if}}", "a? b? c? d e"),
    ("{{#ifEquals a 'x'}}{{b}}{{/ifEquals}}{{#unlessEquals c d}}{{/unlessEquals}}", "a b c d"),
    ("{{#x}}{{a}}{{/x}}{{^y}}{{b}}{{/y}}", "x? a? y? b"),
    ("{{#custom a b=c}}{{d}}{{/custom}}{{e}}", "a c d? e"),
    ("{{#role 'user'}}{{a}}{{/role}}", "a"), ("{{#each a.b}}{{/each}}", "a"), ("{{#if a.b}}{{/if}}", "a?"),
  ])
  func `blocks change what a name means`(text: String, names: String) {
    #expect(scan(text).names == names)
    #expect(scan(text).problems.isEmpty)
  }

  @Test(arguments: [
    ("{{>header}}{{> dir/my-part.v2 }}", "partial:header partial:dir/my-part.v2", ""),
    ("{{>card user=u size=2}}", "partial:card", "u"),
    ("{{> card ctx}}", "partial:card", "ctx"), ("{{>(lookup . 'x')}}", "partial:~*", ""),
    ("{{> (which kind) a=b}}", "partial:~*", "kind b"),
    ("{{> 'a b' }}", "partial:a b", ""),
    ("{{#> layout title=t}}{{a}}{{/layout}}{{> @partial-block }}", "partial:layout", "t a"),
    ("{{#*inline 'part'}}{{a}}{{/inline}}{{> part}}", "", "a"), ("{{~>header~}}", "partial:header", ""),
  ])
  func `partials are includes`(text: String, targets: String, names: String) {
    #expect(scan(text).targets == targets)
    #expect(scan(text).names == names)
    #expect(scan(text).problems.isEmpty)
  }

  @Test(arguments: [
    ("a {{b", [2]), ("{{a {{b}}", [0]), ("{{#if a}}", [0]), ("{{/if}}", [0]),
    ("{{#each a}}{{#if b}}{{/each}}", [11]), ("{{!-- a", [0]),
    ("{{#if a}}{{/each}}{{/if}}", [9]), ("{{#if a >= 18}}{{b}}{{else}}{{/if}}", [0]),
    ("{{a}} } {", []),
  ])
  func `what is not closed is told where it starts`(text: String, offsets: [Int]) {
    #expect(scan(text).problems.map(\.offset) == offsets)
  }
}
