import YAML

/// What changes for the names in one file by what other files say.
struct SettingChange {
  /// Words whose prompts are covered by other loaders than before.
  private var stems: Set<String> = []
  private var paths: Set<String> = []
  private let lists: Set<String>
  private let hasOtherEndings: Bool

  /// Compares what is said of some prompts, by their numbers of now.
  init(
    from old: ReferenceSetting, to new: ReferenceSetting, _ change: NameChange, _ compared: Range<Int>,
    _ prompts: [Prompt], lists: Set<String>
  ) {
    self.lists = lists
    hasOtherEndings = old.freeEndings != new.freeEndings
    if compared.isEmpty { return }
    let (before, after) = (old.coverage, new.coverage)
    for index in compared {
      let earlier = change.earlier[index]
      // What the names of a prompt that is new mean is looked at anyway.
      guard let earlier else { continue }
      guard
        before.covering[earlier].isEmpty != after.covering[index].isEmpty
          || before.opening(of: earlier) != after.opening(of: index)
      else { continue }
      stems.formUnion(PromptNames.words(of: prompts[index]).stems)
    }
    for place in before.settled.symmetricDifference(after.settled) { paths.insert(place.path) }
    for index in compared {
      let earlier = change.earlier[index].flatMap { old.explained[$0] } ?? []
      guard !earlier.isEmpty || new.explained[index] != nil else { continue }
      for place in earlier.symmetricDifference(new.explained[index] ?? []) { paths.insert(place.path) }
    }
    for (number, places) in old.explained where change.numbers[number] == nil {
      for place in places { paths.insert(place.path) }
    }
  }

  func concerns(_ scan: FileScan) -> Bool {
    if paths.contains(scan.hits.path) { return true }
    if hasOtherEndings, scan.hits.nature == .code, !scan.stems.isEmpty { return true }
    if !lists.isEmpty, !lists.isDisjoint(with: scan.folderNames) { return true }
    return !stems.isEmpty && !scan.stems.isEmpty && !stems.isDisjoint(with: scan.stems)
  }
}
