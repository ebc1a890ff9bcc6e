import PromptLibrary
import Testing

@Suite struct JinjaTests {
  private func scan(_ text: String) -> TemplateUse { TemplateSyntax.jinja.scan(Array(text.utf8)) }

  @Test(arguments: [
    ("{{ name }}", "name"), ("{{name}}{{ name }}{{b}}", "name b"), ("{{- a -}} {{+ b +}}", "a b"),
    ("{{ a.b.c }} {{ d['k'] }} {{ e[f] }} {{ g.0 }}", "a d e f g"), ("{{ a }}{# {{ b }} #}", "a"),
    ("{% raw %}{{ a }}{% endraw %}{{ b }}", "b"), ("{%- raw -%}{{ a }}{%- endraw -%}{{ b }}", "b"),
    ("{% verbatim %}{{ a }}{% endverbatim %}", ""), ("{{ 'text' }} {{ \"b\" ~ c }} {{ 12 }} {{ 1.5 }}", "c"),
    ("{{ 'it\\'s' ~ x }}", "x"), ("{{ \"}}\" ~ x }}", "x"), ("{{ 'a' 'b' }}", ""),
    ("{{ true }}{{ False }}{{ none }}{{ null }}", ""), ("{{ [a, b] }}{{ {'k': c, d: e} }}", "a b c e"),
    ("{{ a[b:c] }} {{ a[:2] }}", "a b c"), ("{{ (a, b)[0] }}", "a b"), ("{{ -a + b ** c // d }}", "a b c d"),
    ("{{ a == b and c != d or e <= f }}", "a b c d e f"), ("{{ a === b }}", "a b"),
    ("{{ a not in b }} {{ not c in d }}", "a b c d"), ("{{ {'a': {'b': x}} }}", "x"),
    ("{{ größe }}", "größe"), ("{{ a }} and {{\n b\n}}", "a b"),
  ])
  func `names in expressions are variables`(text: String, names: String) {
    #expect(scan(text).names == names)
    #expect(scan(text).problems.isEmpty)
  }

  @Test(arguments: [
    ("{{ f(a, b=c, *d, **e) }}", "f a c d e"),
    ("{{ range(n) }}{% for i in range(3) %}{{ i }}{% endfor %}", "n"),
    ("{{ range }}", "range"), ("{{ namespace(x=1) }}{{ dict(a=b) }}{{ cycler('a') }}{{ _('hi') }}", "b"),
    ("{{ a.f(b) }}", "a b"), ("{{ super() }}{{ self.title() }}{{ caller() }}{{ varargs }}{{ kwargs.a }}", ""),
    ("{{ a | upper }} {{ b | join(sep) }} {{ c | indent(width=4) }}", "a b sep c"),
    ("{{ a | map(attribute='x') | list | length }}", "a"), ("{{ a | x.y(b) }}", "a b"),
    ("{{ a is divisibleby 3 }} {{ b is sameas c }} {{ d is not string }}", "a b c d"),
    ("{{ a is divisibleby(n) and b }}", "a n b"), ("{{ a if b == 1 else c }}", "a b c"),
    ("{{ a | f(g(b)[0].c | h) ~ i }}", "a g b i"),
  ])
  func `filters, tests, keywords and functions of the language are no variables`(text: String, names: String)
  {
    #expect(scan(text).names == names)
  }

  @Test(arguments: [
    "{{ your name here }}", "{{ }}", "{{ a + }}", "{{ a b }}", "{{ name? }}", "{{ (a }}", "{{ a) }}",
    "{{ [a) }}",
    "{{ . }}", "{{#if a}}", "{{/if}}", "{{> a}}", "{{ $a }}", "{{ {a} }", "{{{{ a }}}}", "{{ a | }}",
    "{{ a. }}",
  ])
  func `what does not parse yields no variables`(text: String) { #expect(scan(text).variables.isEmpty) }

  @Test(arguments: [
    ("{{ a | default('x') }}", "a?"), ("{{ a | d }}", "a?"), ("{{ a | trim | default(b) }}", "a? b"),
    ("{{ a.b | default('') }}", "a"), ("{{ (a) | default('') }}", "a?"),
    ("{{ a ~ b | default('') }}", "a b?"),
    ("{% if a %}{{ a }}{% endif %}", "a?"), ("{{ a }}{% if a %}{% endif %}", "a?"),
    ("{% if not a and b %}{% endif %}", "a? b?"), ("{% if a or b.c %}{% endif %}", "a? b"),
    ("{% if (a and b) or c %}{% endif %}", "a? b? c?"), ("{% if a is defined and a == 1 %}{% endif %}", "a?"),
    ("{% if a is not defined %}{% endif %}", "a?"),
    ("{% if a is none %}{% elif b is undefined %}{% endif %}", "a? b?"),
    ("{% if a == 'x' %}{% elif b %}{% endif %}", "a b?"), ("{% if a | length > 0 %}{% endif %}", "a"),
    ("{% if f(a) %}{% endif %}", "f a"), ("{% if a in b %}{% endif %}", "a b"),
    ("{{ a if a else b }}", "a? b"), ("{{ x if a is defined else y }}", "x a? y"),
    ("{{ a or 'none' }}", "a?"),
    ("{{ a and b }}", "a? b"), ("{% for x in a or [] %}{% endfor %}", "a?"), ("{{ f(not a) }}", "f a?"),
    ("{% if [a] %}{% endif %}", "a"), ("{% if not a == b %}{% endif %}", "a b"),
  ])
  func `what a template allows to be missing is optional`(text: String, names: String) {
    #expect(scan(text).names == names)
  }

  @Test(arguments: [
    ("{% set x = a %}{{ x }}", "a"), ("{{ x }}{% set x = 1 %}{{ x }}", "x"),
    ("{% set x = x | default(1) %}", "x?"),
    ("{% set a, b = c, d %}{{ a }}{{ b }}", "c d"), ("{% set x %}{{ a }}{% endset %}{{ x }}", "a"),
    ("{% set x | upper %}{{ a }}{% endset %}{{ x }}", "a"),
    ("{% set ns = namespace(n=0) %}{% set ns.n = ns.n + a %}{{ ns.n }}", "a"),
    ("{% if a %}{% set x = 1 %}{% endif %}{{ x }}", "a?"),
    ("{% for x in xs %}{{ x.a }}{{ loop.index }}{% endfor %}{{ x }}", "xs x"),
    ("{% for k, v in m.items() %}{{ k }}{{ v }}{% endfor %}", "m"),
    ("{% for (a, b), c in d %}{{ a }}{{ b }}{{ c }}{% endfor %}", "d"),
    ("{% for x in x %}{{ x }}{% endfor %}", "x"), ("{% for x in xs if x.a and y %}{% endfor %}", "xs y?"),
    ("{% for x in xs recursive %}{{ loop(x.c) }}{% endfor %}", "xs"),
    ("{% for x in recursive %}{% endfor %}", "recursive"),
    ("{% for x in xs %}{% else %}{{ x }}{{ y }}{% endfor %}", "xs x y"),
    ("{% for x in xs %}{% set y = x %}{{ y }}{% endfor %}{{ y }}", "xs y"),
    ("{% for x in xs %}{% for x in x.c %}{{ x }}{% endfor %}{{ x }}{% endfor %}", "xs"),
    ("{% asyncEach x in xs %}{{ x }}{% endeach %}{% asyncAll y in ys %}{{ y }}{% endall %}", "xs ys"),
    ("{% macro f(a, b=c) %}{{ a }}{{ b }}{{ d }}{% endmacro %}{{ f(e) }}", "c d e"),
    ("{% macro f() %}{{ g() }}{% endmacro %}{% macro g() %}{% endmacro %}{{ f() }}", ""),
    ("{% call(x) f(a) %}{{ x }}{{ b }}{% endcall %}", "f a b"), ("{% call f() %}{{ x }}{% endcall %}", "f x"),
    ("{% with a=1, b=c %}{{ a }}{{ b }}{% endwith %}{{ a }}", "c a"),
    ("{% with %}{% set x = 1 %}{{ x }}{% endwith %}{{ x }}", "x"),
    ("{% filter upper %}{{ a }}{% endfilter %}", "a"),
    ("{% filter indent(width=n) | trim %}{{ a }}{% endfilter %}", "n a"),
    ("{% autoescape flag %}{{ a }}{% endautoescape %}", "flag a"),
    ("{% block b %}{{ a }}{% endblock b %}", "a"),
    ("{% block b %}{{ a }}{{ c }}{% endblock %}{% set a = 1 %}", "c"),
    ("{% trans user=x.name %}Hi {{ user }}{% endtrans %}", "x"), ("{% do xs.append(y) %}", "xs y"),
    ("{% switch a %}{% case b %}{{ c }}{% default %}{% endswitch %}", "a b c"),
    ("{% import 'm' as m %}{{ m.f() }}", ""),
    ("{% from 'm' import f as g, h with context %}{{ g() }}{{ h() }}{{ f }}", "f"),
    ("{% generation %}{{ a }}{% endgeneration %}{% foo x y=z %}", "a"),
  ])
  func `what the template binds itself is no variable, within its scope`(text: String, names: String) {
    #expect(scan(text).names == names)
    #expect(scan(text).problems.isEmpty)
  }

  @Test(arguments: [
    ("{% include 'a.md' %}", "a.md", ""),
    ("{%- include \"a.md\" ignore missing with context -%}", "a.md", ""),
    ("{% include ['a', \"b\"] ignore missing %}", "a b", ""), ("{% include ('a', x) %}", "a ~*", "x"),
    ("{% include 'p/' ~ name ~ '.md' %}", "~p/*.md", "name"),
    ("{% include 'p/' + a.b + c + '.md' without context %}", "~p/*.md", "a c"),
    ("{% include 'p/%s.md' % name %}", "~p/*.md", "name"),
    ("{% include 'p/{}.md'.format(name) %}", "~p/*.md", "name"),
    ("{% include 'p/%s.md' | format(name) %}", "~p/*.md", "name"), ("{% include name %}", "~*", "name"),
    ("{% include 'a' if x else 'b' %}", "a b", "x?"), ("{% include f('a') ~ '.md' %}", "~*.md", "f"),
    ("{% extends 'base.md' %}", "extends:base.md", ""), ("{% extends layout %}", "extends:~*", "layout"),
    ("{% import 'm.j2' as m %}{% from 'n.j2' import a %}", "m.j2 n.j2", ""),
    ("{% from m import a %}{{ a() }}", "~*", "m"),
    ("{{ include('x.md') }}", "x.md", ""), ("{{ include \"./x.md\" }}", "./x.md", ""),
    ("{{include './x.md'}}", "./x.md", ""),
    ("{{ include('p/' ~ n ~ '.md', x=y) }}", "~p/*.md", "n y"), ("{{ include }}", "", "include"),
    ("{% raw %}{% include 'a' %}{% endraw %}", "", ""),
  ])
  func `includes are noted, computed ones with a star`(text: String, targets: String, names: String) {
    #expect(scan(text).targets == targets)
    #expect(scan(text).names == names)
  }

  @Test(arguments: [
    ("a {{ b", [2]), ("{{ a {{ b }}", [0]), ("{% if a", [0]), ("{# never", [0]), ("{% if a %}", [0]),
    ("x{% endif %}", [1]),
    ("{% for a in b %}{% if c %}{% endfor %}", [16]), ("{% raw %}{{ a }}", [0]),
    ("{% if a %}{% endfor %}{% endif %}", [10]),
    ("{{ 'abc }}", []), ("{% endfoo %}{% foo %}", []), ("{ % if %}{ {a} }", []),
    ("{% set a = 1 %}{% set b %}{% endset %}", []),
    ("{{ {'a': {}} }}", []), ("100% {%", [5]), ("{{{{ a }}}}", []),
  ])
  func `what is not closed is told once, where it starts`(text: String, offsets: [Int]) {
    #expect(scan(text).problems.map(\.offset) == offsets)
  }

  @Test func `reading goes on behind a tag that is not closed`() {
    #expect(scan("{{ a \n{{ b }} {% if c \n{% endif %}{# {{ d }}").names == "b d")
  }

  @Test func `a workflow's own expressions are no variables, and a price is one`() {
    #expect(
      scan("${{ secrets.KEY }} ${{ github.ref }} ${{ toJSON(github) }} ${{ price }} {{ github.ref }}").names
        == "price github")
  }

  @Test func `offsets are those of the bytes`() {
    let use = scan("é {{ a }}{% include 'x.md' %}{{ b.a }}")
    #expect(use.variables.map(\.offset) == [6, 33])
    #expect(use.includes.map(\.offset) == [22])
  }

  @Test func `many problems are told as few`() {
    let use = scan(String(repeating: "{% endif %}", count: 1000))
    #expect(use.problems.count == 10)
    #expect(use.problems.last?.message.hasPrefix("991 more problems") == true)
  }
}
