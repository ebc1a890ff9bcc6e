import YAML

/// The values of one mapping in a file of ours, with their places.
///
/// It passes over what has the wrong type: the schema's check reports that.
struct Fields {
  let node: Node
  let source: SourceText

  init(_ node: Node, in source: SourceText) {
    self.node = node
    self.source = source
  }

  var place: Place { source.place(of: node) }

  func text(_ key: String) -> String? { node[key]?.string }

  func located(_ key: String) -> Located<String>? { node[key].flatMap(located) }

  /// A list, or one value where a list of one is meant.
  func list(_ key: String) -> [Located<String>] { (node[key]?.list ?? []).compactMap(located) }

  func number(_ key: String) -> Located<Double>? {
    node[key].flatMap { node in
      node.double.flatMap { $0.isFinite ? Located($0, at: source.place(of: node)) : nil }
    }
  }

  func count(_ key: String) -> Int? { node[key]?.int.flatMap { $0 < 0 ? nil : $0 } }

  func day(_ key: String) -> CalendarDay? { text(key).flatMap(CalendarDay.init) }

  /// Nil inside means never; nil outside, that it is not said or not a duration.
  func interval(_ key: String) -> DayInterval? { text(key).flatMap(DayInterval.init) }

  /// The mapping under a key; an empty one when there is none.
  subscript(key: String) -> Fields {
    let value = node[key]
    return Fields(
      value.flatMap { $0.isMapping ? $0 : nil } ?? Node(.mapping([]), start: node.start, end: node.start),
      in: source)
  }

  private func located(_ node: Node) -> Located<String>? {
    node.string.map { Located($0, at: source.place(of: node)) }
  }
}
