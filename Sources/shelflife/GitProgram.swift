import Git
import PromptLibrary

/// The git program, which carries a ledger's ref between repositories: no socket is opened by this one.
struct GitProgram {
  let directory: String

  /// Whether the command succeeded; what it says goes to standard error.
  func run(_ arguments: String...) throws -> Bool {
    do {
      return try ChildProcess.run(["git", "-C", directory] + arguments, output: .progress).code == 0
    } catch {
      throw Failure(
        "The git program cannot be started: \(error.reason).", hint: "Install git, which carries the ledger.",
        status: .failed)
    }
  }
}

/// A ledger on a ref and its counterpart in another repository.
struct RemoteLedger {
  let remote: String
  let ref: String
  let ours: Ledger
  private let git: GitProgram

  init(_ remote: String, _ opened: OpenedLedger, directory: String) throws {
    guard case .ref(let ref) = opened.ledger.location else {
      throw Failure(
        "The ledger is a folder of the repository, and travels with its branch.",
        hint: "Commit it and push the branch, or keep runs on a ref: 'ledger: ref:refs/shelflife/runs'.")
    }
    guard !remote.isEmpty, !remote.hasPrefix("-") else {
      throw Failure("'\(remote)' is no remote.", hint: "'git remote' shows those there are.")
    }
    self.remote = remote
    self.ref = ref
    ours = opened.ledger
    git = GitProgram(directory: directory)
  }

  /// Where the remote's state is kept here.
  private var tracking: String {
    let name = String(remote.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    return "refs/shelflife/fetched/\(name)/\(ref.dropFirst("refs/".count))"
  }

  /// Fetches and merges; gives the number of files that were new, nil where the remote has no ledger.
  func pull() throws -> Int? {
    // A pattern that matches nothing is no error, where a name would be.
    guard try git.run("fetch", "--quiet", "--no-tags", remote, "+\(ref)*:\(tracking)*") else {
      throw Failure(
        "'git fetch \(remote)' failed; the ledger is as it was.", hint: "Its message stands above.",
        status: .failed)
    }
    do throws(Ledger.Failure) {
      let theirs = Ledger(.ref(tracking), in: ours.opening)
      if try theirs.snapshot().files.isEmpty { return nil }
      return try ours.merge(theirs, at: .now)
    } catch {
      throw Failure(error.description, status: .failed)
    }
  }

  /// Pushes; whenever somebody else was quicker, theirs is brought in first.
  func push() throws {
    do throws(Ledger.Failure) {
      if try ours.snapshot().files.isEmpty {
        throw Ledger.Failure(description: "The ledger holds no run yet, so there is nothing to push.")
      }
    } catch {
      throw Failure(error.description, hint: "'shelflife record FILE' adds runs.", status: .nothingToAudit)
    }
    for _ in 0..<10 {
      _ = try pull()
      if try git.run("push", "--quiet", remote, "\(ref):\(ref)") { return }
    }
    throw Failure(
      "'git push \(remote)' failed.", hint: "Its message stands above; nothing was lost here.",
      status: .failed)
  }
}
