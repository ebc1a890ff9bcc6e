import Audit
import Git
import PromptLibrary
import Report

extension LibraryOptions {
  /// The findings of the index that HEAD does not have already, by fingerprint; the rest is only counted.
  func keepIntroduced(in report: inout Report, today: CalendarDay) async throws {
    let repository = try open(repository: opening(staged: true))
    // Before the first commit, everything is new.
    guard let head = repository.head else { return }
    let before = try await self.report(of: head.description, today: today)
    report.keep(introducedSince: before.findings)
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
    return try await options.open(pastOf: today).report(today: today, baseline: nil)
  }
}

extension Report {
  /// Leaves only findings whose fingerprint is not among `older`.
  mutating func keep(introducedSince older: [Finding]) {
    let known = Set(older.map(\.fingerprint))
    let all = findings.count
    findings.removeAll { known.contains($0.fingerprint) }
    if findings.count < all {
      library.notes.append("\(all - findings.count) findings that HEAD has already are not shown.")
    }
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
