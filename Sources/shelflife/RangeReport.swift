import Audit
import Git
import PromptLibrary
import Report

extension LibraryOptions {
  /// The report over `A..B`: what the branch brings in and has not mended, each finding with the commit that brought it,
  /// and a note for each commit that the hook would have refused.
  func report(over range: String, today: CalendarDay, level: Level, baseline: Baseline?) async throws -> (
    report: Report, snapshot: Snapshot
  ) {
    let opening = opening(staged: false)
    let commits = try commits(of: range)
    // Each has stretches that keep one worker busy alone.
    async let reviewing = RangeReview.read(
      commits, Gate(options: self, opening: opening, today: today, level: level))
    async let before = bases(of: commits, in: opening, today: today)
    var tip = try await open(.commit(commits[commits.count - 1].id.description), in: opening)
    let bases = try await before
    tip.library.bury(retiredIn: bases.map(\.library.prompts))
    var report = tip.judged(today: today, baseline: baseline)
    report.findings = report.findings.introduced(since: bases.map(\.findings))
    report.findings.forgive(promptsOf: bases.map(\.library))
    var review = try await reviewing
    if report.library.isCollection { review.forgive(Gate.attachment) }
    review.annotate(&report.findings)
    report.findings.sort()
    report.library.snapshotName = "\(commits.count) commits of \(range)"
    report.library.notes += review.notes(stillOpen: Set(report.findings.map(\.fingerprint)))
    return (report, tip.snapshot)
  }

  /// The libraries whose findings are not new in a range.
  ///
  /// Of the commits from which it starts they are those that no other one follows on, the newest three: a branch that
  /// merged what it goes to brings in nothing of that.
  private func bases(
    of commits: [Commit], in opening: Repository.Opening, today: CalendarDay
  ) async throws -> [Report] {
    try await judged(latest(of: commits.bases, in: opening), in: opening, today: today)
  }

  /// The whole libraries of commits, judged one after the other.
  func judged(
    _ commits: [ObjectID], in opening: Repository.Opening, today: CalendarDay
  ) async throws -> [Report] {
    var reports: [Report] = []
    for commit in commits {
      reports.append(try await open(.commit(commit.description), in: opening).judged(today: today))
    }
    return reports
  }

  private func latest(of bases: [ObjectID], in opening: Repository.Opening) throws -> [ObjectID] {
    if bases.count < 2 { return bases }
    let repository = try open(repository: opening)
    // Long ranges start from dozens, and to compare any two of them is a walk through history.
    var latest: [ObjectID] = []
    for base in bases.suffix(16).reversed()
    where !latest.contains(where: { repository.isAncestor(base, of: $0) }) {
      latest.removeAll { repository.isAncestor($0, of: base) }
      latest.append(base)
    }
    return Array(latest.prefix(3))
  }

  /// Notes of the commits of `A..B` that the hook would have refused, for a report.
  func bypasses(in range: String, today: CalendarDay, for report: Report) async throws -> [String] {
    let commits = try commits(of: range)
    let gate = Gate(options: self, opening: opening(staged: false), today: today, level: .error)
    var review = try await RangeReview.read(commits, gate)
    if report.library.isCollection { review.forgive(Gate.attachment) }
    let notes = review.notes(stillOpen: Set(report.findings.map(\.fingerprint)))
    return notes.isEmpty
      ? ["The hook would have refused none of the \(commits.count) commits of \(range)."] : notes
  }

  /// The commits of a range, the oldest first.
  private func commits(of range: String) throws -> [Commit] {
    let repository = try open(repository: opening(staged: false))
    let commits: [Commit]
    do throws(GitError) {
      commits = try repository.commits(in: range)
    } catch {
      throw Failure(
        "--range: '\(range)' names no range of commits (\(error.message)).",
        hint: repository.isShallow
          ? "This clone is shallow, and may lack them: git fetch --unshallow."
          : "Write it as FROM..TO, for example origin/main..HEAD.")
    }
    guard !commits.isEmpty else {
      throw Failure(
        "--range: '\(range)' holds no commit.", hint: "FROM must be an ancestor of TO.",
        status: .nothingToAudit)
    }
    return commits
  }
}
