import Audit
import PromptLibrary
import Report

extension Report {
  /// Adds the source lines that it shows in some of its forms.
  mutating func addExcerpts(from snapshot: Snapshot, for formats: [ReportFormat], jobs: Int) {
    excerpts = snapshot.excerpts(for: quoted(in: formats), jobs: jobs)
  }
}

extension Snapshot {
  /// The source lines that findings point at, and one line around each, by path and line number.
  fileprivate func excerpts(for findings: [Finding], jobs: Int) -> [String: [Int: String]] {
    var wanted: [String: Set<Int>] = [:]
    for finding in findings where !finding.hidesSource {
      let place = finding.place
      guard !place.isWholeFile else { continue }
      wanted[place.path, default: []].formUnion(
        place.line...max(place.line, min(place.endLine, place.line + 2)))
    }
    guard !wanted.isEmpty else { return [:] }
    let (all, files) = (wanted, self.files.indices.filter { wanted[self.files[$0].path] != nil })
    // Few ranges: each opens a reader of its own.
    let excerpts = concurrentFlatMap(files.count, size: max(64, files.count / (4 * jobs)), jobs: jobs) {
      range in
      let reader = openReader()
      return range.map { position in
        let path = self.files[files[position]].path
        guard let bytes = try? reader.read(files[position]) else { return (path, [Int: String]()) }
        return (path, SourceText(path: path, bytes: bytes).lines(all[path] ?? []))
      }
    }
    return Dictionary(excerpts, uniquingKeysWith: { first, _ in first })
  }
}
