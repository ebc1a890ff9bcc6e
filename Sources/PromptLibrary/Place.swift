package import YAML

/// A span of a file, as findings name it; without positions, the whole file.
package struct Place: Hashable, Sendable {
  package var path: String
  package var start: Position?
  package var end: Position?

  package init(path: String, start: Position? = nil, end: Position? = nil) {
    self.path = path
    self.start = start
    self.end = end
  }

  package init(path: String, line: Int, column: Int = 1) {
    self.init(path: path, start: Position(line: line, column: column))
  }

  package var line: Int { start?.line ?? 1 }
  package var column: Int { start?.column ?? 1 }
  package var endLine: Int { end?.line ?? line }
  /// The file as such, rather than a span of it.
  package var isWholeFile: Bool { start == nil }
}

extension Place: Comparable {
  package static func < (a: Self, b: Self) -> Bool {
    if a.path != b.path { return a.path < b.path }
    return (a.start ?? .start) < (b.start ?? .start)
  }
}

extension Place: CustomStringConvertible {
  package var description: String { start.map { "\(path):\($0)" } ?? path }
}

/// A value and where it was written.
package struct Located<Value: Sendable>: Sendable {
  package var value: Value
  package var place: Place

  package init(_ value: Value, at place: Place) {
    self.value = value
    self.place = place
  }
}

extension Located: Equatable where Value: Equatable {}
