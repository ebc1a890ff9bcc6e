import Foundation

/// A git repository in a temporary folder, made with the real git, removed when it is no longer used.
final class TemporaryRepository {
  let path: String

  init(_ arguments: String...) throws {
    path =
      FileManager.default.temporaryDirectory.appendingPathComponent("shelflife-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try git(["init", "-q", "-b", "main"] + arguments)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to file: String) throws {
    let url = URL(fileURLWithPath: path).appendingPathComponent(file)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Adds everything and commits it; gives the commit's id.
  @discardableResult func commit(_ message: String = "Change") throws -> String {
    try git(["add", "-A"])
    try git(["commit", "-q", "--allow-empty", "-m", message])
    return try git(["rev-parse", "HEAD"])
  }

  /// Commits the index as of noon of a day.
  func commit(on day: String) throws {
    try git(["commit", "-q", "-m", "Change"], environment: ["GIT_COMMITTER_DATE": "\(day)T12:00:00Z"])
  }

  @discardableResult func git(
    _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:]
  ) throws -> String {
    // The shell of popen: Foundation's Process may wait for good when many tests run it at once.
    let words =
      environment.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.quoted($0.value))" }
      + ["git", "-C", folder ?? path]
      + [
        "user.name=Tester", "user.email=tester@example.com", "protocol.file.allow=always",
        "commit.gpgsign=false",
      ]
      .flatMap { ["-c", $0] } + arguments
    let command = words.prefix(environment.count) + words.dropFirst(environment.count).map(Self.quoted)
    guard let stream = popen(command.joined(separator: " ") + " 2>/dev/null </dev/null", "r") else {
      throw CommandFailure(arguments: arguments)
    }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = fread(&buffer, 1, buffer.count, stream)
      if count == 0 { break }
      output += buffer.prefix(count)
    }
    guard pclose(stream) == 0 else { throw CommandFailure(arguments: arguments) }
    return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func quoted(_ word: String) -> String {
    "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }

  struct CommandFailure: Error { let arguments: [String] }
}
