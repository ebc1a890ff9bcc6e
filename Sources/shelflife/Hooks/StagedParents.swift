import FoundationEssentials
import Git
import Glibc

/// The commits that the index is about to follow.
///
/// A merge has several, and what one of them has already is nobody's news. A commit that is being amended is no parent
/// of what takes its place.
struct StagedParents {
  var commits: [ObjectID]
  /// How a note calls them.
  var name = "HEAD"

  init(of repository: borrowing Repository) {
    guard let head = repository.head else {
      commits = []
      return
    }
    if Self.isAmending(), let amended = try? repository.commit(head) {
      commits = amended.parents
      name = "the parent of HEAD"
      return
    }
    let merged = Self.mergeHeads(in: repository.gitDirectory)
    commits = [head] + merged.filter { $0 != head }
    if !merged.isEmpty { name = "a parent of this merge" }
  }

  /// What is being merged: `MERGE_HEAD` once a person finishes the merge, git's own variables before.
  private static func mergeHeads(in gitDirectory: String) -> [ObjectID] {
    if let data = FileManager.default.contents(atPath: gitDirectory + "MERGE_HEAD") {
      let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
      return lines.compactMap { ObjectID(String($0)) }
    }
    // pre-merge-commit runs before MERGE_HEAD is written; git has put GITHEAD_<name> there for each commit it merges.
    let prefix = "GITHEAD_"
    return Console.current.environmentNames().filter { $0.hasPrefix(prefix) }.sorted()
      .compactMap { ObjectID(String($0.dropFirst(prefix.count))) }
  }

  /// Whether the git command that runs the hook is `commit --amend`, which no variable of git's tells.
  ///
  /// Looks at the command lines of the processes above this one, where the system shows them (`/proc`).
  private static func isAmending() -> Bool {
    var process = Int(getppid())
    for _ in 0..<8 where process > 1 {
      guard let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline"),
        let stat = FileManager.default.contents(atPath: "/proc/\(process)/stat")
      else { return false }
      let words = line.split(separator: 0).map { Substring(decoding: $0, as: UTF8.self) }
      if words.first.map({ $0 == "git" || $0.hasSuffix("/git") }) ?? false, words.contains("commit") {
        return isAmend(words)
      }
      // The name in parentheses may hold anything; the parent's number is the second word after it.
      let fields = stat.split(separator: UInt8(ascii: ")")).last?.split(separator: UInt8(ascii: " ")) ?? []
      guard fields.count > 1, let parent = Int(String(decoding: fields[1], as: UTF8.self)) else {
        return false
      }
      process = parent
    }
    return false
  }

  /// Git takes an option's unique beginning for it; `--am` is the shortest of `--amend`.
  ///
  /// A message may say so as well: `commit -qm --amend`.
  private static func isAmend(_ words: [Substring]) -> Bool {
    var isValue = false
    for word in words.prefix(while: { $0 != "--" }) {
      if isValue {
        isValue = false
      } else if word.hasPrefix("--") {
        if word.utf8.count >= 4, "--amend".hasPrefix(word) { return true }
        isValue = valued.contains(word)
      } else if word.hasPrefix("-") {
        // Letters may stand together, and the first that takes a value takes the rest: `-qm`, `-mtext`.
        isValue =
          word.dropFirst().firstIndex(where: "mFCct".contains).map { word.index(after: $0) == word.endIndex }
          ?? false
      }
    }
    return false
  }

  private static let valued: Set<Substring> = [
    "--message", "--file", "--reuse-message", "--reedit-message", "--template", "--author", "--date",
    "--fixup",
    "--squash", "--trailer", "--cleanup", "--pathspec-from-file",
  ]
}
