import FoundationEssentials
import Git
import Glibc
import Testing

@testable import shelflife

@Suite struct OpeningTests {
  /// A repository with one prompt, which belongs to nobody who runs tests; removed at the end.
  private final class Foreign {
    let path = FileManager.default.temporaryDirectory.appending(path: "shelflife-\(UUID().uuidString)").path

    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try Data("Sort this.\n".utf8).write(to: URL(filePath: "\(path)/sort.prompt.md"))
      for command in [["git", "init", "-q", path], ["chown", "-R", "12345", path]] {
        try #require(try ChildProcess.run(command, output: .file("/dev/null")).code == 0)
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  @Test(.enabled(if: geteuid() == 0, "only root gives files away"))
  func `another user's repository is refused, and not taken for a folder without git`() async throws {
    let foreign = try Foreign()
    for command in [["audit"], ["list"], ["drift"], ["hook", "run"]] {
      let outcome = await Invocation.run(arguments: command + ["-C", foreign.path])
      #expect(outcome.status == .usage, "\(command): \(outcome.output)")
      #expect(outcome.complaints.contains("belongs to another user"))
      #expect(outcome.complaints.contains("git config --global --add safe.directory '\(foreign.path)'"))
    }
  }
}
