import FoundationEssentials
import Synchronization

@testable import shelflife

/// What one command line came to, run inside the test.
struct Invocation {
  var status: shelflife.ExitStatus
  var output: String
  var complaints: String

  /// Runs `shelflife` with these arguments; no environment, no terminal.
  static func run(_ arguments: String...) async -> Invocation { await run(arguments: arguments) }

  static func run(arguments: [String]) async -> Invocation {
    let transcript = Transcript()
    let console = Console(
      write: { text in transcript.output.withLock { $0 += text } },
      complain: { text in transcript.complaints.withLock { $0 += text } }, isTerminal: false,
      environment: { _ in nil })
    let status = await Console.$current.withValue(console) { await Shelflife.run(arguments) }
    return Invocation(
      status: status, output: transcript.output.withLock { $0 },
      complaints: transcript.complaints.withLock { $0 })
  }

  private final class Transcript: Sendable {
    let output = Mutex("")
    let complaints = Mutex("")
  }
}

/// The files of this repository, for tests that read them.
enum Checkout {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let updatesGolden = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil

  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  static func write(_ text: String, to path: String) throws {
    let file = root.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// The day as of which `make audit` judges the sample.
  static func sampleDay() throws -> String {
    let line = try text("Makefile").split(separator: "\n").first { $0.hasPrefix("AS_OF := ") }
    return String(line?.dropFirst("AS_OF := ".count) ?? "")
  }

  /// The Swift files below a folder, as paths from the root, in order.
  static func sources(below folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
      .filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }.sorted()
  }
}

/// The first line at which two texts part, as a message; nil when they are the same.
func difference(of actual: String, from expected: String) -> String? {
  guard actual != expected else { return nil }
  let new = actual.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  let old = expected.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  for (number, lines) in zip(new, old).enumerated() where lines.0 != lines.1 {
    return "line \(number + 1):\n- \(lines.1)\n+ \(lines.0)"
  }
  return "\(new.count) lines instead of \(old.count)"
}
