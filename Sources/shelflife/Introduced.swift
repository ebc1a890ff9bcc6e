import Audit
import Git
import PromptLibrary
import Report

extension LibraryOptions {
  /// The report on the index, with only the findings that its parents do not have already; the rest is counted.
  func stagedReport(today: CalendarDay, baseline: Baseline?) async throws -> Report {
    let opening = opening(staged: true)
    let parents = StagedParents(of: try open(repository: opening))
    var report = try await open(.index, in: opening).report(today: today, baseline: baseline)
    // Before the first commit, everything is new.
    if parents.commits.isEmpty { return report }
    var earlier: [[Finding]] = []
    for parent in parents.commits {
      earlier.append(
        try await open(.commit(parent.description), in: opening).judged(today: today, baseline: baseline)
          .findings)
    }
    let all = report.findings.count { $0.status == .open }
    let introduced = report.findings.introduced(since: earlier)
    report.findings = report.findings.filter { $0.status != .open } + introduced
    report.findings.sort()
    if introduced.count < all {
      report.library.notes.append(
        "\(all - introduced.count) findings that \(parents.name) has already are not shown.")
    }
    return report
  }

  /// One report over each commit of `A..B`: what each brought in, with who and when.
  func report(over range: String, today: CalendarDay) async throws -> Report {
    let repository = try open(repository: opening(staged: false))
    let commits: [Commit]
    do throws(GitError) {
      commits = try repository.commits(in: range)
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
    // A branch's commits follow each other: the parent's findings are mostly those of the commit just before.
    var known: [ObjectID: [Finding]] = [:]
    var introduced: [Finding] = []
    var final = try await report(of: last.id.description, today: today)
    known[last.id] = final.findings
    for commit in commits {
      var before: [Finding] = []
      if let parent = commit.parents.first {
        if known[parent] == nil {
          known[parent] = try await report(of: parent.description, today: today).findings
        }
        before = known[parent]!
      }
      if known[commit.id] == nil {
        known[commit.id] = try await report(of: commit.id.description, today: today).findings
      }
      let old = Set(before.map(\.fingerprint))
      introduced += known[commit.id]!.filter { !old.contains($0.fingerprint) }.map {
        $0.introduced(by: commit)
      }
    }
    let still = Set(final.findings.map(\.fingerprint))
    final.findings = introduced.sorted()
    final.excerpts = [:]
    final.library.snapshotName = "\(commits.count) commits of \(range)"
    let mended = introduced.count { !still.contains($0.fingerprint) }
    if mended > 0 {
      final.library.notes.append("\(mended) of these findings were mended later in the range.")
    }
    return final
  }

  private func report(of rev: String, today: CalendarDay) async throws -> Report {
    var options = self
    options.rev = rev
    return try await options.open().report(today: today, baseline: nil)
  }
}

extension Finding {
  /// The same finding, with the commit that brought it in.
  func introduced(by commit: Commit) -> Finding {
    var finding = self
    let day = CalendarDay(number: commit.time / 86_400)
    finding.evidence.append(
      Evidence.Span(
        "introduced by commit \(commit.id.short) \"\(commit.summary)\", \(commit.author), \(day)", at: place))
    return finding
  }
}
