/// What names mean in the state that a walk has come to, as far as the prompts alone decide it.
struct WalkedNames: Sendable {
  private(set) var prompts: [Prompt] = []
  private(set) var resolver = PromptResolver([])
  /// Nil where nobody has asked for it yet.
  private var known: PromptNames?
  /// The last that somebody asked for: every prompt that is still named was there then.
  private var last: PromptNames?
  /// The patterns that workflows name prompts by.
  private var globs: [String: Glob] = [:]

  /// The words that mean prompts in a text.
  var table: PromptNames {
    mutating get {
      let table = known ?? PromptNames(prompts)
      (known, last) = (table, table)
      return table
    }
  }

  /// Takes the prompts of a new state, in order of address; what that changes in their names.
  mutating func adopt(_ prompts: [Prompt]) -> NameChange {
    let change = NameChange(from: self.prompts, to: prompts)
    self.prompts = prompts
    if !change.isEmpty {
      known = nil
      let matches = resolver.matched
      resolver = PromptResolver(prompts)
      for (pattern, numbers) in matches {
        guard let glob = globs[pattern], !change.prompts.contains(where: { glob.matches($0.path) }) else {
          continue
        }
        resolver.matched[pattern] = change.renumbered(numbers)
      }
    }
    for pattern in globs.keys where resolver.matched[pattern] == nil {
      resolver.matched[pattern] = resolver.prompts(matching: pattern)
    }
    return change
  }

  /// The names of prompts' files in a text that is no program, as they are written.
  func fileNames(in source: SourceText) -> Set<String>? {
    guard let last else { return nil }
    let words = NameScanner.words(of: source, 0..<source.bytes.count, .prose, names: last)
    return Set(words.lazy.filter { $0.kind == .fileName }.map(\.text))
  }

  /// Notes the patterns that a file's steps name prompts by.
  mutating func note(_ reading: FileReading) {
    for step in (reading.workflows?.workflows ?? []).flatMap(\.steps) {
      for use in step.uses where (use.kind == .glob || use.kind == .dynamic) && globs[use.target] == nil {
        globs[use.target] = Glob(use.target)
      }
    }
  }

  /// A prompt's number by its address.
  func number(of address: String) -> Int? {
    let number = prompts.position(ofPath: address, by: \.address)
    return number < prompts.count && prompts[number].address == address ? number : nil
  }
}
