import FoundationEssentials
import Testing

/// Compares a text with the file of that name in `Golden/`; `UPDATE_GOLDEN=1` writes it anew.
func expectGolden(
  _ actual: String, _ name: String, filePath: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(filePath: filePath).deletingLastPathComponent().appending(path: "Golden")
  let file = folder.appending(path: name)
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil { try Data(actual.utf8).write(to: file) }
  let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  guard actual != expected else { return }
  let lines = zip(
    actual.split(separator: "\n", omittingEmptySubsequences: false),
    expected.split(separator: "\n", omittingEmptySubsequences: false))
  let difference = lines.enumerated().first { $0.element.0 != $0.element.1 }
  let detail =
    difference.map { " at line \($0.offset + 1):\n- \($0.element.1)\n+ \($0.element.0)" } ?? " in length"
  Issue.record("Golden/\(name) differs\(detail)", sourceLocation: sourceLocation)
}
