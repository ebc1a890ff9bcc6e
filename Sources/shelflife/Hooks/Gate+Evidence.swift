import Audit
import Git
import PromptLibrary

/// A prompt whose text a change edits, so that its runs speak of another one.
struct EditedPrompt {
  let old: Prompt
  let new: Prompt

  /// The prompts of two states that have another version in the later one.
  static func all(from before: [Prompt], to after: [Prompt]) -> [EditedPrompt] {
    let earlier = Dictionary(before.map { ($0.id, $0) }) { first, _ in first }
    return after.compactMap { new in
      guard let old = earlier[new.id], old.version != new.version else { return nil }
      return EditedPrompt(old: old, new: new)
    }
  }

  /// The note that its evidence is void; nil where none of these runs is of the text before.
  func note(_ runs: some Sequence<Run>) -> String? {
    let count = runs.count { run in
      run.prompt == new.id && old.isVersion(run.version) && run.cases.hasVerdict
    }
    guard count > 0 else { return nil }
    return
      "\(new.place.path): its text changes, and with that \(count == 1 ? "its run is" : "its \(count) runs are") "
      + "no evidence any more: shelflife validate \(new.id)"
  }
}

extension Gate {
  /// Notes of the evidence that a change makes void; a ledger is searched for the versions that go, and not read whole.
  func voided(
    by edited: [EditedPrompt], in table: any FileTable, _ configuration: Configuration,
    _ reader: any BlobReader
  ) -> [String] {
    if edited.isEmpty { return [] }
    let versions = edited.map { Array($0.old.version.description.utf8.prefix(7)) }
    var runs: [Run] = []
    func take(_ bytes: [UInt8]) {
      guard LedgerFile.mayName(versions, in: bytes) else { return }
      runs += LedgerFile(SourceText(path: "ledger", bytes: bytes), .runs).runs.map(\.run)
    }
    if let ref = configuration.ledgerRef {
      guard let snapshot = try? Ledger(.ref(ref), in: opening).snapshot() else { return [] }
      let ledger = snapshot.openReader()
      for (index, file) in snapshot.files.enumerated() where LedgerFile.Kind(path: file.path.utf8) == .runs {
        if let bytes = try? ledger.read(index) { take(bytes) }
      }
    } else if let folder = configuration.ledgerFolder {
      let prefix = folder.isEmpty ? [] : Array("\(folder)/".utf8)
      for file in table.files(where: { $0.starts(with: prefix) && LedgerFile.Kind(path: $0) == .runs }) {
        if let bytes = try? reader.blob(file.id) { take(bytes) }
      }
    }
    return edited.compactMap { $0.note(runs) }
  }
}
