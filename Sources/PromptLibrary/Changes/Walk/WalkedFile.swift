import Git

/// A file of the state that a walk has come to.
struct WalkedFile: Sendable {
  let path: String
  var id: ObjectID
  /// Who reads it; nil where nobody does.
  let readers: ReadingPlan.Readers?
  /// What its text is, where it is searched for names; `other` where it is not.
  let nature: FileNature
  var reading: FileReading?
  var scan: FileScan?

  init(_ entry: FileEntry, _ plan: ReadingPlan) {
    path = entry.path
    id = entry.id
    readers = plan.readers(of: path)
    nature = plan.searchedNature(of: path) ?? .other
  }

  /// Forgets what another text said.
  mutating func change(to entry: FileEntry) {
    id = entry.id
    reading = nil
  }
}
