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

  @discardableResult func git(_ arguments: [String], in folder: String? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      [
        "git", "-C", folder ?? path, "-c", "user.name=Tester", "-c", "user.email=tester@example.com",
        "-c", "protocol.file.allow=always", "-c", "commit.gpgsign=false",
      ] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CommandFailure(arguments: arguments) }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  struct CommandFailure: Error { let arguments: [String] }
}
