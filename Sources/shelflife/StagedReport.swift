import Audit
import Git
import PromptLibrary
import Report

extension LibraryOptions {
  /// The report on the index, with only the findings that its parents do not have already; the rest is counted.
  func stagedReport(today: CalendarDay, baseline: Baseline?) async throws -> (
    report: Report, snapshot: Snapshot
  ) {
    let opening = opening(staged: true)
    let parents = StagedParents(of: try open(repository: opening))
    var proposed = try await open(.index, in: opening)
    var before: [OpenedLibrary] = []
    for parent in parents.commits { before.append(try await open(.commit(parent.description), in: opening)) }
    proposed.library.bury(retiredIn: before.map(\.library.prompts))
    var report = proposed.judged(today: today, baseline: baseline)
    // Before the first commit, everything is new.
    if before.isEmpty { return (report, proposed.snapshot) }
    let bases = before.map { $0.judged(today: today, baseline: baseline) }
    let earlier = bases.map(\.findings)
    let all = report.findings.count { $0.status == .open }
    var introduced = report.findings.introduced(since: earlier)
    introduced.forgive(promptsOf: bases.map(\.library))
    report.findings = report.findings.filter { $0.status != .open } + introduced
    report.findings.sort()
    if introduced.count < all {
      report.library.notes.append(
        "\(all - introduced.count) findings that \(parents.name) has already are not shown.")
    }
    return (report, proposed.snapshot)
  }
}
