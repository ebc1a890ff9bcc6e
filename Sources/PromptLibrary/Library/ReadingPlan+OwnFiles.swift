import YAML

/// The part that a file of our own plays, by its path.
enum OwnFilePart: Sendable {
  case cards, waivers, models, tombstones, runs, usage
}

extension ReadingPlan {
  func ownPart(of path: String) -> OwnFilePart? {
    if let kind = LedgerFile.Kind(path: path.utf8) {
      guard let folder = configuration.ledgerFolder, folder.isEmpty || path.hasPrefix(folder + "/") else {
        return nil
      }
      return kind == .usage ? .usage : .runs
    }
    if path == configuration.waiversPath { return .waivers }
    if path == configuration.modelsPath { return .models }
    if path == configuration.tombstonesPath { return .tombstones }
    return OwnWorkflow.hasSuffix(path) && cards.match(path) ? .cards : nil
  }

  /// Reads a file of our own; nil says that it lies at a place of ours by chance.
  func readOwn(_ source: SourceText, as part: OwnFilePart) -> FileReading? {
    // Without shelflife.yaml nobody has said that these places are ours.
    if configuration.path == nil, !Self.looksLikeOurs(source, part) { return nil }
    var reading = FileReading()
    switch part {
    case .cards:
      (reading.cards, reading.problems) = Card.read(source)
      // A card may say which steps use a prompt.
      reading.isObstacle = reading.problems.contains { $0.kind == .syntax }
    case .waivers: (reading.waivers, reading.problems) = Waiver.read(source)
    case .models: (reading.models, reading.problems) = ModelRecord.read(source)
    case .tombstones: (reading.tombstones, reading.problems) = Tombstone.read(source)
    case .runs, .usage:
      let file = LedgerFile(source, part == .runs ? .runs : .usage)
      (reading.runs, reading.usage, reading.problems) = (file.runs, file.usage, file.problems)
    }
    return reading
  }

  private static func looksLikeOurs(_ source: SourceText, _ part: OwnFilePart) -> Bool {
    switch part {
    case .cards: OwnFile.isList(source, withKey: "prompt")
    case .waivers: OwnFile.isList(source, withKey: "rule")
    case .models: OwnFile.isList(source, withKey: "name")
    case .tombstones: OwnFile.isList(source, withKey: "id")
    case .runs, .usage:
      (try? Node.parseJSON(Array(source.bytes.prefix { $0 != UInt8(ascii: "\n") })))
        .map { $0["v"] != nil && $0["prompt"] != nil } ?? false
    }
  }
}
