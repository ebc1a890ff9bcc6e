import FoundationEssentials
import Glibc

/// A repository of the real git's, with a small library and the real hook, removed when it is no longer used.
final class HookedRepository {
  let path: String

  /// The program that these tests were built with.
  static let program: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "shelflife").path
  }()

  static let text = "Sort this row of the queue by the written policy.\n"
  static let flow = "library/workflows/flow.yaml"

  /// A library of one prompt that a step uses, committed; `hooks` are installed.
  init(isBare: Bool = false, hasLibrary: Bool = true, installs: Bool = true) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "shelflife-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try succeed("git init -q -b main \(isBare ? "--bare" : "") .")
    try succeed("git config user.name Tester && git config user.email tester@example.com")
    try succeed("git config commit.gpgsign false && git config protocol.file.allow always")
    if hasLibrary {
      try write("version: 1\nprompts: [library/**]\npolicy: {attach: step}\n", to: "shelflife.yaml")
      try write(Self.text, to: "library/good.prompt.md")
      try write(Self.workflow(["good"]), to: Self.flow)
      try succeed("git add -A && git commit -q -m Library")
    }
    if installs { try succeed("\(Self.program) hook install") }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A workflow file whose steps use these prompts, one each.
  static func workflow(_ prompts: [String]) -> String {
    "id: flow\ntrigger: a row comes in\nsteps:\n"
      + prompts.map { "  - id: \($0)\n    uses: [library/\($0).prompt.md]\n" }.joined()
  }

  func write(_ text: String, to file: String) throws {
    let url = URL(filePath: path).appending(path: file)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Writes the files that are others than before, and deletes those that are gone.
  func write(_ files: [String: String], replacing old: [String: String]) throws {
    for (path, text) in files where old[path] != text { try write(text, to: path) }
    for file in old.keys where files[file] == nil {
      try FileManager.default.removeItem(atPath: "\(path)/\(file)")
    }
  }

  /// A prompt that no step uses.
  func writeBad(_ name: String = "bad") throws {
    try write("Answer this customer, and name the rule: \(name).\n", to: "library/\(name).prompt.md")
  }

  func text(of file: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path).appending(path: file)), as: UTF8.self)
  }

  var head: String { sh("git rev-parse -q --verify HEAD").text }

  /// The index and the working tree, as git tells them.
  var state: String { sh("git ls-files -s; git status --porcelain=v1 -uall").text }

  @discardableResult func succeed(_ command: String) throws -> String {
    let outcome = sh(command)
    guard outcome.status == 0 else { throw CommandFailure(command: command, text: outcome.text) }
    return outcome.text
  }

  /// Runs a shell command in the repository; gives its exit status and all that it printed.
  @discardableResult func sh(_ command: String) -> (status: Int32, text: String) {
    // Without the variables of a git that may run these tests. A file of its own and not /dev/null: git puts a file in its
    // place when something is configured, which root may do.
    let clean =
      "unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE; export GIT_CONFIG_GLOBAL='\(path)/../shelflife-no-gitconfig' GIT_EDITOR=true"
    let whole = "cd '\(path)' && { \(clean); PATH=/usr/local/bin:/usr/bin:/bin; \(command); } 2>&1 </dev/null"
    guard let stream = popen(whole, "r") else { return (-1, "") }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = fread(&buffer, 1, buffer.count, stream)
      if count == 0 { break }
      output += buffer.prefix(count)
    }
    let status = pclose(stream)
    while let last = output.last, last == 10 || last == 32 { output.removeLast() }
    return (status >> 8 & 0xFF, String(decoding: output, as: UTF8.self))
  }

  struct CommandFailure: Error {
    let command: String
    let text: String
  }
}
