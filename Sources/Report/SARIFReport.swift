import Audit
import PromptLibrary

extension Report {
  /// The report as SARIF 2.1.0, within what GitHub's code scanning takes.
  ///
  /// GitHub rejects a run of more than 25,000 results (and stores the worst 5,000), and keeps 100 locations of a
  /// result and 10 tags of a rule:
  /// <https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit>.
  var sarif: JSONValue {
    let names = ruleNames
    let indices = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    let described = Dictionary(rules.map { ($0.name, $0) }) { first, _ in first }
    let kept = Self.worst(25_000, of: findings.sorted())
    let isCompared = findings.contains { $0.status == .baselined }
    let run: JSONValue = [
      "tool": [
        "driver": [
          "name": "shelflife", "semanticVersion": .string(version),
          "rules": .array(names.map { described[$0]?.sarif ?? ["id": .string($0)] }),
        ]
      ],
      "invocations": [
        ["executionSuccessful": true, "toolExecutionNotifications": notifications(kept.count)]
      ],
      "originalUriBaseIds": ["%SRCROOT%": ["description": ["text": "The root of the repository."]]],
      "columnKind": "unicodeCodePoints",
      "results": .array(kept.map { sarif($0, ruleIndex: indices[$0.rule] ?? 0, isCompared: isCompared) }),
    ]
    return [
      "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0",
      "runs": [run],
    ]
  }

  private static func worst(_ limit: Int, of findings: [Finding]) -> [Finding] {
    guard findings.count > limit else { return findings }
    return Array(
      findings.enumerated().sorted { ($1.element.level, $0.offset) < ($0.element.level, $1.offset) }
        .prefix(limit).map(\.element)
    ).sorted()
  }

  private func notifications(_ kept: Int) -> JSONValue {
    var texts = notes
    if kept < findings.count {
      texts.append(
        "\(findings.count - kept) of \(findings.count) findings left out: GitHub takes 25,000 at most.")
    }
    return .array(texts.map { ["level": "note", "message": .sarif($0)] })
  }

  private func sarif(_ finding: Finding, ruleIndex: Int, isCompared: Bool) -> JSONValue {
    let remedy = finding.remedy.map { " Remedy: \($0)" } ?? ""
    let evidence = finding.evidence.prefix(99)
    var suppression: JSONValue?
    if case .waived(let reason, let owner, let expires) = finding.status {
      suppression = [
        "kind": "external", "status": "accepted",
        "justification": "\(reason) (\(owner), until \(expires.description))",
      ]
    }
    return .present([
      "ruleId": .string(finding.rule),
      "ruleIndex": .int(ruleIndex),
      "level": .string(finding.level.rawValue),
      "message": .sarif(finding.sentence + remedy),
      "locations": [["physicalLocation": physical(finding.place)]],
      "relatedLocations": evidence.isEmpty
        ? nil
        : .array(
          evidence.enumerated().map { index, span in
            ["id": .int(index + 1), "physicalLocation": physical(span.place), "message": .sarif(span.label)]
          }),
      "partialFingerprints": ["shelflife/v1": .string(finding.fingerprint)],
      "baselineState": isCompared ? (finding.status == .baselined ? "unchanged" : "new") : nil,
      // Once one result has suppressions, an empty list says of the others that they have none.
      "suppressions": suppression.map { [$0] } ?? [],
      "properties": ["subjectKind": .string(finding.subject.kind), "subject": .string(finding.subject.name)],
    ])
  }

  /// A whole file is shown at its first line: GitHub refuses a location without one.
  private func physical(_ place: Place) -> JSONValue {
    var path = place.path
    if path.isEmpty { path = library.configuration.path ?? "." }
    let region = Region(place)
    return [
      "artifactLocation": ["uri": .string(path.percentEncodedPath), "uriBaseId": "%SRCROOT%"],
      "region": .present([
        "startLine": .int(region?.line ?? 1),
        "startColumn": region.map { .int($0.column) },
        "endLine": region?.endLine.map { .int($0) },
        "endColumn": region?.endColumn.map { .int($0) },
      ]),
    ]
  }
}

extension Rule {
  fileprivate var sarif: JSONValue {
    let code = MarkdownText.code(remedy)
    return [
      "id": .string(name),
      "name": .string(name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()),
      "shortDescription": ["text": .string(summary)],
      "fullDescription": ["text": .string(why)],
      "help": [
        "text": .string("\(summary) \(why) Remedy: \(remedy)"),
        "markdown": .string("**\(summary)**\n\n\(why)\n\n**Remedy:** \(code)"),
      ],
      "defaultConfiguration": ["level": .string(level.rawValue)],
      "properties": [
        "tags": ["prompts"],
        "problem.severity": .string(level == .note ? "recommendation" : level.rawValue),
      ],
    ]
  }
}

extension JSONValue {
  /// A message: plain text, in which `[text](1)` from a prompt must not become a link (SARIF 2.1.0, 3.11.6).
  fileprivate static func sarif(_ text: String) -> JSONValue {
    ["text": .string(text.visible.replacing("](", with: "\\]("))]
  }
}
