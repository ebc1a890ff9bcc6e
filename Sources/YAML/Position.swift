/// A place in a text: line and column, both from 1, columns in Unicode scalars.
package struct Position: Hashable, Comparable, Sendable, CustomStringConvertible {
  // A library holds a dozen for each prompt; no text that is read has four thousand million lines.
  private var storedLine: UInt32
  private var storedColumn: UInt32

  package init(line: Int, column: Int) {
    storedLine = UInt32(clamping: line)
    storedColumn = UInt32(clamping: column)
  }

  package var line: Int {
    get { Int(storedLine) }
    set { storedLine = UInt32(clamping: newValue) }
  }

  package var column: Int {
    get { Int(storedColumn) }
    set { storedColumn = UInt32(clamping: newValue) }
  }

  package static let start = Position(line: 1, column: 1)

  package static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }

  package var description: String { "\(line):\(column)" }
}
