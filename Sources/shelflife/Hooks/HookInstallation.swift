import FoundationEssentials
import Git
import Glibc

/// Puts hooks into a repository's folder of hooks, keeps those that are there, and takes them out again.
struct HookInstallation {
  let folder: String
  let program: String
  /// What was done, a sentence a hook.
  private(set) var report: [String] = []

  init(folder: String, program: String) {
    self.folder = folder
    self.program = program
  }

  mutating func install(_ hook: GitHook) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = "\(folder)/\(hook.rawValue)"
    let script = HookScript(hook: hook, program: program)
    guard exists(path) else {
      try write(script.standalone(callsKept: false), to: path)
      report.append("\(path): installed")
      return
    }
    // A link's target may be a file that the repository tracks: it is called, and not changed. What cannot be run git passes
    // over: it is put aside, and not called.
    let isRun = access(path, X_OK) == 0
    if !isLink(path), isRun, let text = text(of: path) {
      if HookScript.isInstalled(in: text) {
        let fresh = HookScript.removed(from: text).flatMap { script.inserted(into: $0) } ?? text
        if fresh != text { try write(fresh, to: path) }
        report.append("\(path): was installed already")
        return
      }
      if let joined = script.inserted(into: text) {
        try write(joined, to: path)
        report.append("\(path): installed at the top of the hook that was there")
        return
      }
    }
    let kept = path + HookScript.keptSuffix
    guard !exists(kept) else {
      throw Failure("\(kept) is there already.", hint: "Move it away, then install again.")
    }
    try FileManager.default.moveItem(atPath: path, toPath: kept)
    try write(script.standalone(callsKept: isRun), to: path)
    report.append(
      "\(path): installed; the hook that was there is now \(kept), and \(isRun ? "is called after" : "is not called: it cannot be run")"
    )
  }

  mutating func uninstall(_ hook: GitHook) throws {
    let path = "\(folder)/\(hook.rawValue)"
    guard exists(path), let text = text(of: path), let rest = HookScript.removed(from: text) else { return }
    guard HookScript.isEmpty(rest) else {
      try write(rest, to: path)
      report.append("\(path): taken out; what else it does is left")
      return
    }
    try FileManager.default.removeItem(atPath: path)
    let kept = path + HookScript.keptSuffix
    if exists(kept) {
      try FileManager.default.moveItem(atPath: kept, toPath: path)
      report.append("\(path): taken out, and the hook from before put back")
    } else {
      report.append("\(path): removed")
    }
  }

  private func write(_ script: String, to path: String) throws {
    var status = stat()
    let mode = stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0o755
    try Console.save(script, to: path)
    guard chmod(path, mode) == 0 else {
      throw Failure("\(path) cannot be made executable.", hint: "Run: chmod +x \(HookScript.quoted(path))")
    }
  }

  private func text(of path: String) -> String? {
    FileManager.default.contents(atPath: path).flatMap { String(validating: $0, as: UTF8.self) }
  }

  private func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }
}
