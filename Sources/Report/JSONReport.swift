import Audit
import PromptLibrary

extension Report {
  /// The report for programs.
  ///
  /// `version` rises when a member goes or changes its meaning; new members may come at any time.
  var json: JSONValue {
    let tally = Tally(self)
    return [
      "version": 1,
      "tool": ["name": "shelflife", "version": .string(version)],
      "as_of": .string(today.description),
      "snapshot": .string(library.snapshotName),
      "summary": [
        "errors": .int(tally.count(.error)), "warnings": .int(tally.count(.warning)),
        "notes": .int(tally.count(.note)), "waived": .int(tally.waived), "baselined": .int(tally.baselined),
        "rules_off": .int(tally.rulesOff),
      ],
      "prompts": .object(
        [.init(name: "total", value: .int(tally.prompts))]
          + Verdict.Kind.allCases.map { .init(name: $0.rawValue, value: .int(tally.count($0))) }),
      "references": [
        "resolved": .int(tally.resolved), "dynamic": .int(tally.dynamic), "dangling": .int(tally.dangling),
      ],
      "coverage": .array(
        library.coverage.map { engine, coverage in
          [
            "engine": .string(engine.description), "files": .int(coverage.files),
            "steps": .int(coverage.steps),
            "resolved": .int(coverage.resolved), "dynamic": .int(coverage.dynamic),
            "dangling": .int(coverage.dangling), "inline": .int(coverage.inline),
          ]
        }),
      "notes": .array(notes.map(JSONValue.string)),
      "gone_from_baseline": .array(goneFromBaseline.map(JSONValue.string)),
      "findings": .array(findings.sorted().map(\.json)),
    ]
  }
}

extension Finding {
  fileprivate var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init(name: "rule", value: .string(rule)),
      .init(name: "level", value: .string(level.rawValue)),
      .init(name: "subject", value: ["kind": .string(subject.kind), "name": .string(subject.name)]),
      .init(name: "place", value: place.json),
      .init(name: "message", value: .string(message)),
      .init(
        name: "evidence",
        value: .array(evidence.map { ["label": .string($0.label), "place": $0.place.json] })),
      .init(name: "remedy", value: JSONValue(remedy)),
      .init(name: "fingerprint", value: .string(fingerprint)),
      .init(name: "status", value: .string(status.name)),
    ]
    if case .waived(let reason, let owner, let expires) = status {
      let waiver: JSONValue = [
        "reason": .string(reason), "owner": .string(owner), "expires": .string(expires.description),
      ]
      members.append(.init(name: "waiver", value: waiver))
    }
    return .object(members)
  }
}

extension Finding.Status {
  var name: String {
    switch self {
    case .open: "open"
    case .waived: "waived"
    case .baselined: "baselined"
    }
  }
}

extension Place {
  /// Lines and columns from 1, the end past the last character; null for a place that is a whole file.
  var json: JSONValue {
    let region = Region(self)
    return [
      "path": .string(path), "line": JSONValue(region?.line), "column": JSONValue(region?.column),
      "endLine": JSONValue(region?.endLine), "endColumn": JSONValue(region?.endColumn),
    ]
  }
}
