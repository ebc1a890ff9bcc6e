import Audit
import Git
import PromptLibrary
import Report

extension LibraryOptions {
  /// The report over `A..B`: what the branch brings in and has not mended, each finding with the commit that brought it,
  /// and a note for each commit that the hook would have refused.
  func report(over range: String, today: CalendarDay, level: Level) async throws -> Report {
    let opening = opening(staged: false)
    let repository = try open(repository: opening)
    let commits: [Commit]
    let bases: [ObjectID]
    do throws(GitError) {
      commits = try repository.commits(in: range)
      let new = Set(commits.map(\.id))
      var seen: Set<ObjectID> = []
      bases = commits.flatMap(\.parents).filter { !new.contains($0) && seen.insert($0).inserted }
    } catch {
      throw Failure(
        "--range: '\(range)' names no range of commits (\(error.message)).",
        hint: "Write it as FROM..TO, for example origin/main..HEAD.")
    }
    guard let last = commits.last else {
      throw Failure(
        "--range: '\(range)' holds no commit.", hint: "FROM must be an ancestor of TO.",
        status: .nothingToAudit)
    }
    var report = try await open(.commit(last.id.description), in: opening).report(today: today, baseline: nil)
    // Where branches of the range start from different commits, what the first of them has is old.
    var earlier: [[Finding]] = []
    for base in bases.prefix(1) {
      earlier.append(
        try await open(.commit(base.description), in: opening).judged(today: today).findings)
    }
    let gate = Gate(options: self, opening: opening, today: today, level: level)
    let review = try await RangeReview.read(commits, gate)
    report.findings = report.findings.introduced(since: earlier)
    review.annotate(&report.findings)
    report.findings.sort()
    report.library.snapshotName = "\(commits.count) commits of \(range)"
    report.library.notes += review.notes(stillOpen: Set(report.findings.map(\.fingerprint)))
    return report
  }
}
