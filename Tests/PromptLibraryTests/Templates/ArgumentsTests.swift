import PromptLibrary
import Testing

@Suite struct ArgumentsTests {
  private func scan(_ text: String) -> TemplateUse { TemplateSyntax.arguments.scan(Array(text.utf8)) }

  @Test(arguments: [
    ("Do $ARGUMENTS and $ARGUMENTS[0]", "ARGUMENTS"), ("$1 then $2.", "1 2"), ("$ARGUMENTS_X $ARG $0 $a", ""),
    ("It costs $5.99, $1,000, $10, $3M, US$5, \\$4, $$2, $5-10", ""),
    ("`awk '{print $1}'` and `$ARGUMENTS`", "ARGUMENTS"),
    ("```sh\necho $1 $ARGUMENTS\n```\n$2", "ARGUMENTS 2"), ("~~~\n$1\n```\n$2\n~~~\n$3", "3"),
    ("!`git show $1`", "1"),
    ("!`git log | awk '{print $2}' $1`", "1"), ("```!\nrun $1\n```", "1"),
    ("its $1 and ``x ` $2`` $3, it`s $4", "1 3 4"),
    ("```not a fence``` $1", "1"), ("  ```\n$1\n  ```\n$2", "2"), ("a ` b\n$1 ` c", "1"),
  ])
  func `arguments are variables outside of code`(text: String, names: String) {
    #expect(scan(text).names == names)
  }

  @Test(arguments: [
    ("See @docs/guide.md and @README.md.", "file:docs/guide.md file:README.md"),
    ("@./a/b @~/x @/etc/hosts (@src/lib/)", "file:./a/b file:~/x file:/etc/hosts file:src/lib/"),
    ("me@example.com @someone @Component @org/team @angular/core @gmail.com", ""),
    ("@app.route('/x') @pytest.fixture", ""),
    ("`@a/b.md`\n```\n@c/d.md\n```", ""), ("@src/main.swift, @a/b/c", "file:src/main.swift file:a/b/c"),
    ("@", ""),
  ])
  func `a file behind an at sign is included`(text: String, targets: String) {
    #expect(scan(text).targets == targets)
  }

  @Test func `offsets are those of the names`() {
    let use = scan("é $ARGUMENTS @a/b.md $1")
    #expect(use.variables.map(\.offset) == [4, 23])
    #expect(use.includes.map(\.offset) == [15])
  }
}
