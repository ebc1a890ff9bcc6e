import Testing

@testable import PromptLibrary

@Suite struct TOMLStringsTests {
  private func values(_ text: String) -> [String] {
    TOMLStrings(Array(text.utf8)).texts.map { "\($0.key)=\(String(decoding: $0.text.bytes, as: UTF8.self))" }
  }

  @Test func `the four kinds of strings are read, with their escapes`() {
    let text = #"""
      a = "one\ttwo \"three\" \u00e9" # a note
      b = 'C:\no\escape'
      c = """
      first
      second \
         goes on ""quoted"" """
      d = '''it's '' here'''
      "quoted key" = "x"
      dotted.key = ''
      """#
    #expect(
      values(text) == [
        "a=one\ttwo \"three\" é", "b=C:\\no\\escape", "c=first\nsecond goes on \"\"quoted\"\" ",
        "d=it's '' here", "quoted key=x", "dotted.key=",
      ])
    #expect(TOMLStrings(Array(text.utf8)).problem == nil)
  }

  @Test func `up to two quotes stand before those that close`() {
    #expect(values("a = \"\"\"say \"yes\"\"\"\"\"\nb = 'x'") == ["a=say \"yes\"\"", "b=x"])
    #expect(values("a = ''''yes''''") == ["a='yes'"])
  }

  @Test func `other values and tables are passed over`() {
    let text = """
      n = 1_000
      on = true # yes
      at = 1979-05-27T07:32:00Z
      list = [ "a", # a note with ]
        'b]',
      ]
      inline = { prompt = "not this", n = [1, 2] }
      prompt = "this"

      [table]
      prompt = "not this either"
      """
    #expect(values(text) == ["prompt=this"])
    #expect(TOMLStrings(Array(text.utf8)).problem == nil)
  }

  @Test(arguments: [
    "a = \"open\nb = 1", "a \"x\"", "= 1", "a = \"\\q\"", "a = '''open", "a = \"x\" b = 1", "a = \"\\u12\"",
    "a = \"\\",
  ])
  func `what is no TOML has a place`(text: String) {
    let problem = TOMLStrings(Array(text.utf8)).problem
    #expect(problem.map { $0.offset <= text.utf8.count } == true)
  }

  @Test func `a text is found in the file as it stands, unless it has escapes`() throws {
    let text = "a = '''\nplain'''\nb = \"no\\tpe\""
    let file = TOMLStrings(Array(text.utf8))
    let plain = try #require(file["a"])
    #expect(Array(text.utf8)[plain.range].elementsEqual("plain".utf8) && plain.isVerbatim)
    #expect(file["b"]?.isVerbatim == false)
  }

  @Test func `no prefix of a file hangs or crashes`() {
    let text = "a = \"\"\"x\\\n \"\" y\"\"\"\nb = [1, '''z''', {c = \"\\u00e9\"}]\nd.e = 'f' # g\n[t]\n"
    for count in 0...text.utf8.count { _ = TOMLStrings(Array(text.utf8.prefix(count))) }
  }
}
