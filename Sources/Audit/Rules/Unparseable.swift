import PromptLibrary

extension Rule {
  static let unparseable = Rule(
    name: "unparseable",
    level: .error,
    summary: "A file that claims a format does not parse, or holds a value that cannot be.",
    why: """
      What does not parse is not loaded, or is loaded as something else than was meant; and what it would have said is \
      missing from the audit. Where a tool that loads the file reads it all the same, the finding is a note. What \
      more than three files have in common in this way is one finding, and so are the files whose content could not \
      be had. Where only that content would tell whether a file is one of the library's, the finding is a note.
      """,
    remedy: "Correct the file at the place named.",
    flagged: [
      Example(
        "A list is not closed", count: 1,
        ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}\n"]),
      Example(
        "A status that there is not", count: 1,
        ["sort.prompt.yml": "status: activ\nmessages: [{role: user, content: Sort this row.}]\n"]),
      Example("Four headers with one slip", count: 1, headers(4)),
      Example("Two headers with one slip", count: 2, headers(2)),
    ],
    accepted: [
      Example(
        "The file parses",
        ["sort.prompt.yml": "status: active\nmessages: [{role: user, content: Sort this row.}]\n"])
    ],
    check: .library { evidence in
      var alone: [SourceProblem] = []
      var alike: [Likeness: [SourceProblem]] = [:]
      for problem in evidence.library.problems {
        switch problem.kind {
        case .syntax, .value: alone.append(problem)
        case .tolerated, .unreadable: alike[Likeness(problem), default: []].append(problem)
        case .unknownKey, .ledger: continue
        }
      }
      return alone.map { found($0, nil) }
        + alike.flatMap { likeness, problems in
          problems.count > likeness.mostAlone ? [found(problems)] : problems.map { found($0, nil) }
        }
    })

  /// What makes problems of several files one finding: all but the names in quotes and the numbers.
  private struct Likeness: Hashable {
    var isUnreadable: Bool
    var isOfPerhapsNothing: Bool
    var level: Level?
    var shape = ""

    /// So many problems that are alike are told one by one.
    var mostAlone: Int { isOfPerhapsNothing ? 1 : 3 }

    init(_ problem: SourceProblem) {
      isUnreadable = problem.kind == .unreadable
      isOfPerhapsNothing = problem.isOfPerhapsNothing
      level = Rule.level(of: problem)
      guard !isUnreadable else { return }
      let message = Array(problem.message.utf8)
      var isName = false
      for (index, byte) in message.enumerated() {
        // The apostrophe of "skill's" opens nothing.
        let isInWord =
          index > 0 && message[index - 1].isLetter && index + 1 < message.count && message[index + 1].isLetter
        if byte == UInt8(ascii: "'"), !isInWord { isName.toggle() }
        if !isName, !(48...57).contains(byte) { shape.unicodeScalars.append(Unicode.Scalar(byte)) }
      }
    }
  }

  private static func level(of problem: SourceProblem) -> Level? {
    problem.kind == .tolerated || problem.isOfPerhapsNothing ? .note : Level(cappedFor: problem.place.path)
  }

  /// One problem, or the first of many that are alike.
  private static func found(_ problem: SourceProblem, _ shape: String?) -> Problem {
    Problem(
      problem.message, at: problem.place,
      subject: shape == nil ? .file(path: problem.place.path) : .library,
      remedy: problem.kind == .unreadable
        ? "Fetch what is missing ('git fetch --refetch' in a partial clone), or make the file readable."
        : nil,
      level: level(of: problem), detail: shape ?? "")
  }

  private static func found(_ problems: [SourceProblem]) -> Problem {
    let problems = problems.sorted { $0.place < $1.place }
    let likeness = Likeness(problems[0])
    var found = found(
      problems[0],
      likeness.isUnreadable ? likeness.isOfPerhapsNothing ? "unread" : "unreadable" : likeness.shape)
    let others = problems.dropFirst()
    found.message += " The same goes for \(others.count.of("more file"))."
    found.evidence = others.map { Evidence.Span("another", at: $0.place) }.atMost(5)
    return found
  }

  /// Skills whose header is no YAML where its description stands.
  private static func headers(_ count: Int) -> [String: String] {
    let names = (1...count).map { "sort-\($0)" }
    let files = names.map { name in
      let text = "---\nname: \(name)\ndescription: Use it when: always\n---\nSort this row.\n"
      return (".claude/skills/\(name)/SKILL.md", text)
    }
    return Dictionary(uniqueKeysWithValues: files)
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { (65...90).contains(self) || (97...122).contains(self) }
}
