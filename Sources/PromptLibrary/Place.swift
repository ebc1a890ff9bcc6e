package import YAML

/// A span of a file, as findings name it; without positions, the whole file.
package struct Place: Hashable, Sendable {
  package var path: String
  // Line 0 stands for none: two optionals would make every place half as large again.
  private var storedStart: Position
  private var storedEnd: Position

  package init(path: String, start: Position? = nil, end: Position? = nil) {
    self.path = path
    storedStart = start ?? Self.none
    storedEnd = end ?? Self.none
  }

  private static let none = Position(line: 0, column: 0)

  package var start: Position? {
    get { storedStart.line == 0 ? nil : storedStart }
    set { storedStart = newValue ?? Self.none }
  }

  package var end: Position? {
    get { storedEnd.line == 0 ? nil : storedEnd }
    set { storedEnd = newValue ?? Self.none }
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
