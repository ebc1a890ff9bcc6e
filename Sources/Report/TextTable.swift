/// Rows as aligned columns; nothing is cut, because a name that is cut cannot be typed.
struct TextTable {
  var head: [String]
  var rows: [[String]] = []
  /// Columns of figures, which end at one place.
  var rightAligned: Set<Int> = []

  init(_ head: [String], rightAligned: Set<Int> = []) {
    self.head = head
    self.rightAligned = rightAligned
  }

  var text: String {
    let all = ([head] + rows).map { $0.map(\.visible) }
    let widths = head.indices.map { column in all.map { $0[column].columns }.max() ?? 0 }
    return all.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let space = String(repeating: " ", count: max(0, widths[column] - cell.columns))
        let isLast = column == row.count - 1
        line += rightAligned.contains(column) ? space + cell : (isLast ? cell : cell + space)
        if !isLast { line += "  " }
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
