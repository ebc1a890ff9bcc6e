import YAML

/// A side-by-side trial of operators: what each made of the same rows, as a table that people fill in.
package struct TrialSheet: Sendable {
  package struct Row: Sendable, Equatable {
    package var operatorName: String
    package var caseID: String
    /// What came out, in a form that can be compared: a category, a label, pass or fail.
    package var output: String
    /// How the case was closed; nil when nobody noted it.
    package var closure: String?
    /// Whether the result was carried on by hand; nil when nobody noted it.
    package var isManual: Bool?
    /// Whether somebody watches what was written back; nil when nobody noted it.
    package var isWatched: Bool?
    package var line: Int
  }

  package var rows: [Row] = []

  package static let columns = ["operator", "case", "output", "closure", "handoff", "watched"]

  /// Why a sheet cannot be read, with its place.
  package struct Fault: Error, Sendable, Equatable {
    package var message: String
    package var place: Place
  }

  package init(_ source: SourceText) throws(Fault) {
    func fault(_ message: String, line: Int = 1) -> Fault {
      Fault(message: message, place: Place(path: source.path, line: line))
    }
    let table: Table?
    do throws(FileFault) {
      table = try Table(source)
    } catch {
      throw fault(error.message, line: error.position?.line ?? 1)
    }
    guard let table else {
      throw fault("it has no header; expected columns such as \(Self.columns.joined(separator: ","))")
    }
    for column in table.columns where !Self.columns.contains(column.lowercased()) {
      throw fault("there is no column '\(column)'; those there are: \(Self.columns.joined(separator: ", "))")
    }
    func index(_ name: String) -> Int? { table.columns.firstIndex { $0.lowercased() == name } }
    guard let who = index("operator"), let what = index("case"), let output = index("output") else {
      throw fault("it needs the columns operator, case and output")
    }
    for row in table.rows {
      func value(_ column: Int?) -> String? {
        column.map { row.values[$0].trimmed }.flatMap { $0.isEmpty ? nil : $0 }
      }
      guard let name = value(who), let id = value(what), let text = value(output) else {
        throw fault("this row lacks its operator, case or output", line: row.line)
      }
      func choice(_ column: String, _ yes: String, _ no: String) throws(Fault) -> Bool? {
        guard let word = value(index(column))?.lowercased() else { return nil }
        guard word == yes || word == no else {
          throw fault("'\(column)' is '\(word)'; expected \(yes) or \(no)", line: row.line)
        }
        return word == yes
      }
      rows.append(
        Row(
          operatorName: name, caseID: id, output: text, closure: value(index("closure")),
          isManual: try choice("handoff", "manual", "automatic"),
          isWatched: try choice("watched", "yes", "no"),
          line: row.line))
    }
    if rows.isEmpty { throw fault("it has no rows") }
  }
}
