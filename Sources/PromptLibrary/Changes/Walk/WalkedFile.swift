import Git

/// A file of the state that a walk has come to.
struct WalkedFile: Sendable {
  let path: String
  var id: ObjectID
  var isExecutable: Bool
  /// Who reads it; nil where nobody does.
  let readers: ReadingPlan.Readers?
  /// What its text is, where it is searched for names; `other` where it is not.
  let nature: FileNature
  var reading: FileReading?
  var scan: FileScan?

  init(_ entry: FileEntry, _ plan: ReadingPlan, _ references: [Glob]) {
    path = entry.path
    id = entry.id
    isExecutable = entry.kind == .executable
    readers = plan.readers(of: path)
    let nature = FileNature(path)
    let isSearched =
      nature != .other && path != plan.configuration.path && plan.ownPart(of: path) == nil
      && !plan.isExcluded(path) && references.match(path)
    self.nature = isSearched ? nature : .other
  }

  /// Forgets what another text said.
  mutating func change(to entry: FileEntry) {
    id = entry.id
    isExecutable = entry.kind == .executable
    reading = nil
  }
}
