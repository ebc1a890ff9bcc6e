import PromptLibrary
import YAML

/// A span as reports write it: lines and columns from 1, the end past the last character and never before the start.
struct Region: Equatable {
  let line: Int
  let column: Int
  private(set) var endLine: Int?
  private(set) var endColumn: Int?

  /// Nil for a place that is a whole file.
  init?(_ place: Place) {
    guard let start = place.start else { return nil }
    line = max(1, start.line)
    column = max(1, start.column)
    if let end = place.end, (end.line, end.column) > (line, column) {
      endLine = end.line
      endColumn = max(1, end.column)
    }
  }
}

extension Place {
  /// `path:line:column`, inert.
  var visible: String { Region(self).map { "\(path.visible):\($0.line):\($0.column)" } ?? path.visible }
}
