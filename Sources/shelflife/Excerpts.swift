import Audit
import PromptLibrary

extension Snapshot {
  /// The source lines that findings point at, and one line around each, by path and line number.
  func excerpts(for findings: [Finding]) -> [String: [Int: String]] {
    var wanted: [String: Set<Int>] = [:]
    for finding in findings where finding.status == .open && !finding.hidesSource {
      let place = finding.place
      guard !place.isWholeFile else { continue }
      wanted[place.path, default: []].formUnion(
        place.line...max(place.line, min(place.endLine, place.line + 2)))
    }
    guard !wanted.isEmpty else { return [:] }
    let reader = openReader()
    var excerpts: [String: [Int: String]] = [:]
    for (index, file) in files.enumerated() {
      guard let lines = wanted[file.path], let bytes = try? reader.read(index) else { continue }
      excerpts[file.path] = SourceText(path: file.path, bytes: bytes).lines(lines)
    }
    return excerpts
  }
}
