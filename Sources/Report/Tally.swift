import Audit
import PromptLibrary

/// What every form of a report counts.
struct Tally {
  private(set) var open: [Level: Int] = [:]
  private(set) var waived = 0
  private(set) var baselined = 0
  let rulesOff: Int
  let prompts: Int
  private(set) var verdicts: [Verdict.Kind: Int] = [:]
  let resolved: Int
  let dynamic: Int
  let dangling: Int

  init(_ report: Report) {
    let library = report.library
    rulesOff = report.rulesOff
    prompts = library.prompts.count
    resolved = library.coverage.reduce(library.referencesResolved) { $0 + $1.coverage.resolved }
    dynamic = library.coverage.reduce(library.referencesDynamic) { $0 + $1.coverage.dynamic }
    dangling = library.dangling.count
    for verdict in library.verdicts { verdicts[verdict.kind, default: 0] += 1 }
    // A finding is large, and to take each out of the array would copy it.
    for index in report.findings.indices {
      switch report.findings[index].status {
      case .open: open[report.findings[index].level, default: 0] += 1
      case .waived: waived += 1
      case .baselined: baselined += 1
      }
    }
  }

  func count(_ level: Level) -> Int { open[level] ?? 0 }
  func count(_ verdict: Verdict.Kind) -> Int { verdicts[verdict] ?? 0 }
  var references: Int { resolved + dynamic + dangling }

  /// Open findings by level: "3 errors, 1 warning, 0 notes".
  var levels: String { Self.levels(open) }

  static func levels(_ counts: [Level: Int], omittingZero: Bool = false) -> String {
    Level.allCases.reversed().filter { !omittingZero || counts[$0] ?? 0 > 0 }
      .map { (counts[$0] ?? 0).of($0.rawValue) }.joined(separator: ", ")
  }

  /// Prompts in each verdict: "12 prompts: 3 attached, 0 included, ...".
  var verdictLine: String {
    let parts = Verdict.Kind.allCases.map { "\(count($0)) \($0.rawValue)" }
    return "\(prompts.of("prompt")): " + parts.joined(separator: ", ")
  }

  var referenceLine: String {
    "\(resolved) of \(references.of("reference")) resolved (\(dynamic) dynamic, \(dangling) dangling)"
  }

  /// The line that ends a text report.
  var line: String {
    "\(levels), \(waived) waived, \(baselined) baselined, \(rulesOff.of("rule")) off; \(verdictLine); \(referenceLine)"
  }
}
