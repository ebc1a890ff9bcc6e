import Audit
import PromptLibrary

extension Report {
  /// The report for GitLab's Code Quality, which compares branches by fingerprint: each must be its own.
  var codeQuality: JSONValue {
    var seen: [String: Int] = [:]
    return .array(
      open.map { finding in
        let count = (seen[finding.fingerprint] ?? 0) + 1
        seen[finding.fingerprint] = count
        let severity =
          switch finding.level {
          case .error: "critical"
          case .warning: "major"
          case .note: "info"
          }
        return [
          // GitLab does not show check_name.
          "description": .string("\(finding.rule): \(finding.sentence)".visible.shortened(to: 4000)),
          "check_name": .string(finding.rule),
          "fingerprint": .string(count == 1 ? finding.fingerprint : "\(finding.fingerprint)-\(count)"),
          "severity": .string(severity),
          "location": [
            "path": .string(finding.place.path), "lines": ["begin": .int(max(1, finding.place.line))],
          ],
        ]
      })
  }
}
