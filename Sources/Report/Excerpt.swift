import PromptLibrary

/// One source line with its span, made to fit a width: what is shown is inert, and a long line is cut around the span.
struct Excerpt {
  let line: Int
  private(set) var before = ""
  private(set) var marked = ""
  private(set) var after = ""
  /// The last line of a span that goes on.
  private(set) var lastLine: Int?

  /// Nil when the place has no position, or its line was not kept.
  init?(of place: Place, in lines: [Int: String]?, width: Int) {
    guard let region = Region(place), let text = lines?[region.line] else { return nil }
    line = region.line
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
    let from = scalars.position(region.column - 1, after: scalars.startIndex)
    var to = scalars.position(1, after: from)
    if let endLine = region.endLine, let endColumn = region.endColumn {
      if endLine == line {
        to = scalars.position(endColumn - region.column, after: from)
      } else {
        to = scalars.endIndex
        // A span that ends at a line's first column ends with the line before.
        let last = endColumn > 1 ? endLine : endLine - 1
        lastLine = last > line ? last : nil
      }
    }
    fit(before: scalars[..<from], marked: scalars[from..<to], after: scalars[to...], width: max(40, width))
  }

  private mutating func fit(
    before left: Substring.UnicodeScalarView, marked middle: Substring.UnicodeScalarView,
    after right: Substring.UnicodeScalarView, width: Int
  ) {
    let core = Cells(middle, limit: width - 16)
    let room = width - core.width - (core.isCut ? 1 : 0)
    var head = Cells(left.reversed(), limit: room)
    var tail = core.isCut ? Cells(right[..<right.startIndex], limit: 0) : Cells(right, limit: room)
    if head.width + tail.width + (head.isCut ? 1 : 0) + (tail.isCut ? 1 : 0) > room {
      head = Cells(left.reversed(), limit: max(room / 2, room - tail.width) - 1)
      tail = core.isCut ? tail : Cells(right, limit: room - head.width - 2)
    }
    before = (head.isCut ? "…" : "") + head.texts.reversed().joined()
    marked = core.texts.joined() + (core.isCut ? "…" : "")
    after = tail.texts.joined() + (tail.isCut ? "…" : "")
  }

  /// Carets under the span; one where the span is empty or lies past the line's end.
  var carets: String {
    String(repeating: " ", count: before.columns) + String(repeating: "^", count: max(1, marked.columns))
  }
}

/// The first characters of a text, each as it is shown, up to a number of columns.
private struct Cells {
  private(set) var texts: [String] = []
  private(set) var width = 0
  private(set) var isCut = false

  init(_ scalars: some Sequence<Unicode.Scalar>, limit: Int) {
    for scalar in scalars {
      var text = ""
      // A tab's width depends on the column it stands in; four spaces keep what follows aligned anywhere.
      if scalar == "\t" { text = "    " } else { scalar.writeVisibly(to: &text) }
      let columns = text.columns
      if width + columns > limit || texts.count > 4 * limit {
        isCut = true
        return
      }
      texts.append(text)
      width += columns
    }
  }
}

extension Substring.UnicodeScalarView {
  fileprivate func position(_ offset: Int, after start: Index) -> Index {
    index(start, offsetBy: offset, limitedBy: endIndex) ?? endIndex
  }
}
