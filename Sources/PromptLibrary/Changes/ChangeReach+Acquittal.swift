import Git
import YAML

/// Files that speak for a prompt by themselves, as long as they are the same.
struct Witness {
  var files: [FileEntry]
  /// Paths whose names other files must not have.
  var names: [String] = []
  /// The file among them whose prompt includes this one.
  var includer: FileEntry?
}

/// Most changes of code that computes names could concern every prompt with a certain ending. Nearly all of these are in
/// no doubt: something else keeps them from being refused, whatever the code does. Only commits that are judged in a row
/// pay for looking at each prompt.
extension ChangeReach {
  /// Has prompts judged that a change may have cost their only edge, but for those that something else speaks for.
  ///
  /// - Throws: `why` where that would be too many.
  mutating func doubt(_ paths: [String], because why: String) throws {
    if paths.isEmpty { return }
    guard memory.isLasting else { throw TooWide(why) }
    var left: Set<String> = []
    for path in paths where after.file(at: path) != nil && !judged.contains(path) && !isSpokenFor(path) {
      left.insert(path)
      guard left.count <= Self.mostDoubted else { throw TooWide(why) }
    }
    lose(left)
    // What is named anew must not be retired.
    reached.formUnion(paths.filter(mayBeRetired))
  }

  /// Prompts beyond this many are judged no faster one by one.
  private static let mostDoubted = 60
  /// Files that are looked at for one that speaks for a prompt.
  private static let mostWitnesses = 12

  /// Whether no verdict that is left for the prompts of a file, after the change, would be refused.
  func isSpokenFor(_ path: String) -> Bool {
    guard let entry = file(after.file(at: path)) else { return true }
    let prompts = reading(entry)?.prompts?.prompts ?? []
    let role = FileRole(path)
    if prompts.isEmpty || role == .test || role == .example { return !prompts.isEmpty }
    // Where metadata is kept beside prompts, their ids and states are not in their files.
    let asked = prompts.filter { prompt in
      hasCards
        || prompt.platform == nil && (prompt.metadata.status?.value ?? .active) == .active
          && !prompt.isPartial
    }
    if asked.isEmpty { return true }
    guard prompts.count == 1 else { return false }
    if let known = memory.witnesses[path], stands(known, for: path) { return true }
    memory.witnesses[path] =
      step(using: prompts[0]) ?? mention(of: path) ?? pattern(over: path) ?? includer(of: path)
    return memory.witnesses[path] != nil
  }

  private func stands(_ witness: Witness, for path: String) -> Bool {
    witness.files.allSatisfy { after.file(at: $0.path)?.id == $0.id } && witness.names.allSatisfy(isAlone)
      && witness.includer.map { includes(path, $0) } ?? true
  }

  /// Whether a mention is enough: where no step has to use a prompt, one that is named anywhere is no certain orphan.
  private var isMentionEnough: Bool {
    let configuration = plan.configuration
    return configuration.attach == .reference || (configuration.attach == nil && configuration.path == nil)
  }

  /// Whether no other file could be meant by the prompt's name, or by that with its folder's.
  private func isAlone(_ path: String) -> Bool {
    after.count(ofName: path.fileName) == 1 || after.count(ofEnd: path.end) == 1
  }

  /// A workflow file of ours with a live step that uses the prompt.
  private func step(using prompt: Prompt) -> Witness? {
    let texts = [SearchText(Array(prompt.id.utf8)), SearchText(Array(prompt.path.utf8))]
    for entry in after.files(in: .steps, memory) where reader.holdsAny(of: texts, entry) ?? false {
      let workflows = reading(entry)?.workflows?.workflows ?? []
      let uses = workflows.filter { $0.engine == .own }.flatMap { workflow in
        workflow.steps.filter { $0.idle == nil }.flatMap { step in step.uses.filter { $0.idle == nil } }
      }
      let isUsed = uses.contains { use in
        switch use.kind {
        case .name: use.target == prompt.id
        case .path: use.target == prompt.path
        case .glob, .dynamic: false
        }
      }
      if isUsed { return Witness(files: [entry]) }
    }
    return nil
  }

  /// A file that writes the prompt's name, or its folder and name, where no other file has them.
  private func mention(of path: String, isReference: Bool = false) -> Witness? {
    guard isMentionEnough, isAlone(path), path.fileName.utf8.count > 2 else { return nil }
    let name = after.count(ofName: path.fileName) == 1 ? String(path.fileName) : path.end
    let text = SearchText(Array(name.utf8))
    let globs = [Glob](plan.configuration.references)
    var tries = 0
    for sets in isReference ? [FileSets.configuration, .code] : [.prose, .configuration, .code] {
      for entry in after.files(in: sets, memory)
      where !memory.belongs(entry.path, to: .prompts) && globs.match(entry.path)
        && plan.ownPart(of: entry.path) == nil
        && entry.path != plan.configuration.path && reader.holdsAny(of: [text], entry) ?? false
      {
        if tries == Self.mostWitnesses { return nil }
        tries += 1
        if reading(entry)?.workflows == nil, mentions(path, as: name, entry, isReference: isReference) {
          return Witness(files: [entry], names: [path])
        }
      }
    }
    return nil
  }

  /// Whether the search for references finds the name in a file.
  private func mentions(
    _ path: String, as name: String, _ entry: FileEntry, isReference: Bool
  ) -> Bool {
    guard let source = try? source(entry), !source.isBinary, source.bytes.count <= ReferenceSearch.largest,
      let prompts = reading(after.file(at: path))?.prompts?.prompts
    else { return false }
    let names = PromptNames(prompts)
    let nature = FileNature(entry.path)
    let isUnique = after.count(ofName: path.fileName) == 1
    // A longer path that ends otherwise means another file of this name.
    func means(_ kind: NameHit.Kind, _ text: String) -> Bool {
      kind == .fileName && (isUnique || "/\(path)".hasSuffix("/\(text)") && text.hasSuffix(name))
    }
    guard nature == .code || isReference else {
      return NameScanner.words(of: source, 0..<source.bytes.count, nature, names: names)
        .contains { means($0.kind, $0.text) }
    }
    let found = NameScanner.scan(source, nature, names: names)
    return found.hits.contains { hit in
      guard means(hit.kind, hit.text) else { return false }
      guard isReference else { return true }
      // A reference that keeps the prompt alive: no comment, and in no function that perhaps nothing calls.
      let isFree = found.facts.map { facts in hit.function.map { isCalled($0, in: facts) } ?? true } ?? true
      return FileRole(entry.path) == .product && !hit.isComment && !hit.isCompared && !hit.isUnreachable
        && isFree
    }
  }

  private func isCalled(_ function: Int, in facts: CodeFacts) -> Bool {
    let function = facts.functions[function]
    return function.isFree
      || facts.calls.contains { $0.callee == function.name && !LoaderSearch.isDefinition($0, in: facts) }
  }

  /// A program with a pattern of paths in a folder of the prompt's: the prompt may be used.
  private func pattern(over path: String) -> Witness? {
    let folder = path.folder.fileName
    guard !folder.isEmpty, let prompts = reading(after.file(at: path))?.prompts?.prompts else { return nil }
    let text = SearchText(Array("\(folder)/*".utf8))
    let globs = [Glob](plan.configuration.references)
    let names = PromptNames(prompts)
    for entry in after.files(in: .code, memory)
    where FileRole(entry.path) == .product && globs.match(entry.path)
      && !memory.belongs(entry.path, to: [.prompts, .steps]) && reader.holdsAny(of: [text], entry) ?? false
    {
      guard let source = try? source(entry), !source.isBinary, source.bytes.count <= ReferenceSearch.largest
      else { continue }
      let found = NameScanner.scan(source, .code, names: names)
      let isFound = found.hits.contains { hit in
        hit.kind == .pattern && !hit.isComment && !hit.isParameter && hit.text.hasPrefix("\(folder)/")
          && Glob(hit.text).matches(path)
      }
      // The same pattern under the file's own folder would be meant first.
      let own = entry.path.folder
      if isFound, own.isEmpty || !after.mayHold(prefix: "\(own)/\(folder)/") {
        return Witness(files: [entry])
      }
    }
    return nil
  }

  /// A prompt that includes or links to this one, and is alive itself.
  private func includer(of path: String) -> Witness? {
    let text = SearchText(Array(path.fileName.utf8))
    var tries = 0
    for entry in after.files(in: .prompts, memory)
    where entry.path != path && reader.holdsAny(of: [text], entry) ?? false {
      if tries == Self.mostWitnesses { return nil }
      tries += 1
      guard includes(path, entry), let prompt = reading(entry)?.prompts?.prompts.first else { continue }
      if prompt.platform != nil { return Witness(files: [entry], includer: entry) }
      if var witness = memory.living[entry.path], stands(witness, for: entry.path) {
        witness.files.append(entry)
        witness.includer = entry
        return witness
      }
      guard var witness = step(using: prompt) ?? mention(of: entry.path, isReference: true) else { continue }
      memory.living[entry.path] = witness
      witness.files.append(entry)
      witness.includer = entry
      return witness
    }
    return nil
  }

  /// Whether the only prompt of a file includes that of another one, and nothing else is meant.
  private func includes(_ path: String, _ entry: FileEntry) -> Bool {
    guard let prompts = reading(entry)?.prompts?.prompts, prompts.count == 1 else { return false }
    let name = path.fileName
    return (prompts[0].includes + prompts[0].links).contains { include in
      !include.isDynamic && include.target.fileName == name && existing(include, of: prompts[0]) == [path]
    }
  }
}
