import Testing

@testable import Report

@Suite struct JSONValueTests {
  @Test func `members keep their order and empty values their brackets`() {
    let value: JSONValue = ["b": 1, "a": ["x", true, .null, .double(0.5)], "none": [], "nothing": [:]]
    #expect(
      value.written == """
        {
          "b": 1,
          "a": [
            "x",
            true,
            null,
            0.5
          ],
          "none": [],
          "nothing": {}
        }

        """)
  }

  @Test(arguments: [
    ("\"\\", #""\"\\""#), ("\n\r\t", #""\n\r\t""#), ("\u{0}\u{1F}\u{7F}", #""\u0000\u001f\u007f""#),
    ("\u{2028}\u{2029}", #""\u2028\u2029""#), ("é😀", "\"é😀\""), ("\u{E0041}", #""\udb40\udc41""#),
  ])
  func `a string is escaped`(text: String, expected: String) {
    #expect(JSONValue.string(text).written == expected + "\n")
  }

  @Test func `a number that JSON cannot hold is null`() {
    #expect(JSONValue.double(.nan).written == "null\n")
    #expect(JSONValue.double(-.infinity).written == "null\n")
  }

  @Test func `an object of present members leaves the others out`() {
    #expect(JSONValue.present(["a": nil, "b": 2]) == ["b": 2])
  }
}
