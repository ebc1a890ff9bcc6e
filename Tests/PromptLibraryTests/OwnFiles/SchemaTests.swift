import Testing
import YAML

@testable import PromptLibrary

@Suite struct SchemaTests {
  private func problems(_ schema: Schema, _ text: String) throws -> [String] {
    let source = SourceText(path: "f.yaml", text)
    let node = try #require(try Node.parse(source.bytes))
    return schema.check(node, in: source).map { "\($0.place.start?.description ?? "-") \($0.message)" }
  }

  private let thing: Schema = .object(
    "a thing",
    [
      .init("name", "Its name.", .string(.filled), required: true),
      .init("level", "How much.", .choice(["low", "medium", "high"])),
      .init("day", "When.", .string(.date)), .init("every", "How often.", .string(.interval)),
      .init("share", "How many.", .share), .init("count", "How many.", .count),
      .init("tags", "Words.", .oneOrMany(.string(.filled))), .init("on", "Whether.", .boolean),
      .init("more", "Numbers by name.", .map(.amount)),
    ])

  @Test(arguments: [
    ("name: x", []),
    ("{name: x, level: low, day: 2026-02-28, every: never, share: 1, count: 0, tags: a, on: true}", []),
    ("{name: x, tags: [a, b], more: {a: 1.5, b: 2}, every: 12w}", []),
    ("level: low", ["1:1 The key 'name' is missing in a thing; expected text."]),
    ("name: ' '", ["1:7 Expected text for 'name', found ' '."]),
    ("name:", ["1:6 Expected text for 'name', found nothing."]),
    ("name: 2024", ["1:7 Expected text for 'name', found 2024; write it in quotes."]),
    (
      "name: x\nlevel: hgih",
      ["2:8 Expected low, medium or high for 'level', found 'hgih'; did you mean 'high'?"]
    ),
    ("name: x\nday: 2026-02-30", ["2:6 Expected a date such as 2026-12-31 for 'day', found '2026-02-30'."]),
    (
      "name: x\nday: 2026-02-28T10",
      ["2:6 Expected a date such as 2026-12-31 for 'day', found '2026-02-28T10'."]
    ),
    (
      "name: x\nevery: '90'",
      [
        "2:8 Expected a duration such as 90d, 12w, 6m or 1y, or never for 'every', found '90'; did you mean 90d?"
      ]
    ),
    ("name: x\nshare: 95", ["2:8 Expected a number from 0 to 1 for 'share', found 95; did you mean 0.95?"]),
    (
      "name: x\nshare: 95%",
      ["2:8 Expected a number from 0 to 1 for 'share', found '95%'; did you mean 0.95?"]
    ),
    ("name: x\ncount: -1", ["2:8 Expected a whole number of at least 0 for 'count', found -1."]),
    (
      "name: x\ncount: '3'",
      ["2:8 Expected a whole number of at least 0 for 'count', found '3'; write it without quotes."]
    ),
    ("name: x\ntags: [a, [b]]", ["2:11 Expected text for 'tags', found a list."]),
    ("name: x\ntags: {a: b}", ["2:8 Expected text, or a list of texts for 'tags', found a mapping."]),
    ("name: x\non: yes", ["2:5 Expected true or false for 'on', found 'yes'."]),
    ("name: x\nmore:\n  a: b", ["3:6 Expected a number of at least 0 for 'a', found 'b'."]),
    ("name: x\nname: y", ["2:1 The key 'name' is written twice here; only the last one counts."]),
    ("name: x\nlevle: low", ["2:1 'levle' is no key of a thing; did you mean 'level'?"]),
    ("- name: x", ["1:1 Expected a thing: a mapping, found a list."]),
  ])
  func `a value that does not fit is named with its place and what was expected`(
    text: String, expected: [String]
  ) throws {
    #expect(try problems(thing, text) == expected)
  }

  @Test func `an unknown key keeps its name and the nearest`() throws {
    let source = SourceText(path: "f.yaml", "name: x\ndayy: 1\nzzzzzz: 1\n")
    let node = try #require(try Node.parse(source.bytes))
    let kinds = thing.check(node, in: source).map(\.kind)
    #expect(kinds == [.unknownKey("dayy", nearest: "day"), .unknownKey("zzzzzz", nearest: nil)])
  }

  @Test(arguments: [
    ("2026-11-20T10:00:00Z", true), ("2026-11-20T10:00:00.123+02:00", true), ("2026-11-20t10:00:00z", true),
    ("2026-11-20", false), ("2026-11-20T10:00:00", false), ("2026-11-20T25:00:00Z", false),
    ("2026-11-20T10:00:00+2:00", false), ("2026-11-20T10:00:00.Z", false), ("+026-11-20T10:00:00Z", false),
    ("2026-13-20T10:00:00Z", false),
  ])
  func `timestamps are those of RFC 3339`(text: String, isValid: Bool) {
    #expect(Schema.Format.timestamp.accepts(text) == isValid)
  }

  @Test(arguments: [
    ("90d", 90), ("12w", 84), ("6m", 180), ("1y", 365), ("0d", 0), ("d", -1), ("", -1), ("90", -1),
    ("1h", -1),
    ("-1d", -1), ("999999d", -1), ("1.5y", -1), ("９d", -1),
  ])
  func `durations are whole days, weeks, months or years`(text: String, days: Int) {
    #expect(DayInterval(text)?.days ?? -1 == days)
  }

  @Test(arguments: [
    ("a/b.yml#/jobs/x/steps/0", true), ("a.json#/", true), ("./a.yml#/x", true), ("a.yml#/a~1b~0c", true),
    ("c#/x.yml", true), ("a.yml", false), ("a.yml#", false), ("a.yml#x", false), ("#/x", false),
    ("/etc/x#/a", false), ("../x#/a", false), ("a.yml#/a~2", false), ("a.yml#/a~", false), ("", false),
  ])
  func `an engine pointer is a path in the repository and a JSON Pointer`(text: String, isValid: Bool) {
    #expect((EnginePointer(text) != nil) == isValid)
    #expect((EnginePointer.fault(in: text) == nil) == isValid)
  }

  @Test func `an engine pointer is split at the first hash with a slash`() throws {
    let pointer = try #require(EnginePointer("./.github/workflows/a#b.yml#/jobs/x/steps/ai"))
    #expect(pointer.path == ".github/workflows/a#b.yml")
    #expect(pointer.pointer == "/jobs/x/steps/ai")
  }
}
