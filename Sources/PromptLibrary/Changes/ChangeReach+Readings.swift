import Git
import YAML

extension ChangeReach {
  /// Reads both sides of a changed file, and notes what its difference can affect.
  mutating func readChange(_ change: FileChange) throws {
    let path = change.path
    if Configuration.fileNames.contains(path) || path == plan.configuration.path {
      throw TooWide("it changes the configuration")
    }
    if [change.old, change.new].contains(where: { $0?.kind == .symbolicLink }) {
      throw TooWide("it changes a symbolic link")
    }
    guard file(change.old) != nil || file(change.new) != nil else { return }
    if file(change.new) == nil { goneNames.insert(Array(path.fileName.utf8)) }
    guard !plan.isExcluded(path) else { return }
    reached.insert(path)
    if let part = plan.ownPart(of: path) { return try readOwn(change, as: part) }
    let (old, new) = (reading(change.old), reading(change.new))
    if old?.isObstacle ?? false { throw TooWide("\(path) could not be read whole before") }
    if let new, new.problems.contains(where: { $0.kind == .unreadable }) {
      throw TooWide("\(path) cannot be read")
    }
    try comparePrompts(old?.prompts?.prompts ?? [], new?.prompts?.prompts ?? [], at: path)
    try compareUses(old?.workflows?.workflows ?? [], new?.workflows?.workflows ?? [])
    try lose(
      (old?.prompts?.references ?? []).filter { !(new?.prompts?.references ?? []).contains($0) }, in: path)
    for companion in (old?.prompts?.companions ?? []) + (new?.prompts?.companions ?? []) {
      reached.insert(companion.prompt)
    }
    if path.fileName == "skprompt.txt" { reached.insert("\(path.folder)/config.json") }
    let isPrompt = !(old?.prompts?.prompts ?? []).isEmpty || !(new?.prompts?.prompts ?? []).isEmpty
    let isWorkflow = old?.workflows != nil || new?.workflows != nil
    // A text that no format claims is a prompt where a step names it, and a suite may split one into several.
    if (!isPrompt && !isWorkflow) || path.hasSuffix(".txt") {
      workflowWords.insert(Array(path.fileName.utf8))
    }
    // A step of ours may stand for a place in an engine's file.
    if isWorkflow,
      [old, new].contains(where: { $0?.workflows?.workflows.contains { $0.engine != .own } ?? false })
    {
      workflowWords.insert(Array("\(path.fileName)#".utf8))
    }
    if !isPrompt, !isWorkflow { mentions.append(change) }
  }

  /// Compares changed texts that no format claims as the prompts that they are where a step names them.
  mutating func readNamedTexts() throws {
    let names = Set(mentions.map { Array($0.path.fileName.utf8) })
    guard !names.isEmpty, try isNamed(names) else { return }
    for change in mentions {
      try comparePrompts(plainPrompts(change.old), plainPrompts(change.new), at: change.path)
    }
  }

  func plainPrompts(_ entry: FileEntry?) throws -> [Prompt] {
    guard let source = try source(entry), !source.isBinary else { return [] }
    return PromptFormat.plain(source).prompts
  }

  /// Files of ours that say something of other files.
  ///
  /// Runs and counts of use decide no rule of the gate yet; one that holds evidence against a prompt's version reads the
  /// ledger's lines about the prompts in `reached` here.
  private mutating func readOwn(_ change: FileChange, as part: OwnFilePart) throws {
    switch part {
    case .cards: throw TooWide("it changes metadata that is kept beside prompts")
    case .waivers:
      let (old, new) = (reading(change.old)?.waivers ?? [], reading(change.new)?.waivers ?? [])
      if old.contains(where: { waiver in !new.contains { $0.isSame(as: waiver) } }) {
        throw TooWide("it takes a waiver away")
      }
    case .tombstones:
      let old = Set((reading(change.old)?.tombstones ?? []).map(\.id.value))
      for tombstone in reading(change.new)?.tombstones ?? [] where !old.contains(tombstone.id.value) {
        add(id: tombstone.id.value)
      }
    case .models, .runs, .usage: return
    }
  }

  /// Whether a waiver ends with this text of a prompt.
  private func isExcused(_ prompt: Prompt) -> Bool {
    let waivers = reading(after.file(at: plan.configuration.waiversPath))?.waivers ?? []
    return waivers.contains { $0.version != nil && [prompt.id, prompt.path, nil].contains($0.prompt) }
  }

  mutating func comparePrompts(_ old: [Prompt], _ new: [Prompt], at path: String) throws {
    let earlier = Dictionary(old.map { ($0.address, $0) }) { first, _ in first }
    let later = Set(new.map(\.address))
    for prompt in new {
      try addTargets(of: prompt)
      guard let before = earlier[prompt.address] else {
        try addName(of: prompt)
        continue
      }
      if prompt.id != before.id {
        loseName(of: before)
        try addName(of: prompt)
      }
      if prompt.version != before.version, isExcused(before) {
        throw TooWide("it changes a text that a waiver excuses by its version")
      }
      let status = prompt.declaredStatus
      if status == .retired, before.declaredStatus != .retired {
        throw TooWide("it retires a prompt, and whatever uses that one has to be found")
      }
      let steps = (prompt.metadata.steps.map(\.value), before.metadata.steps.map(\.value))
      if status != before.declaredStatus || prompt.isPartial != before.isPartial || steps.0 != steps.1
        || prompt.format != before.format || prompt.platform != before.platform
      {
        judge(prompt)
      }
      let kept = prompt.includes + prompt.links
      for include in before.includes + before.links
      where !kept.contains(where: { $0.target == include.target && $0.kind == include.kind }) {
        try lose(include, of: before)
      }
    }
    for prompt in old where !later.contains(prompt.address) {
      loseName(of: prompt)
      for include in prompt.includes + prompt.links { try lose(include, of: prompt) }
    }
    if hasCards, old.map(\.address) != new.map(\.address) || old.map(\.id) != new.map(\.id) {
      throw TooWide("it names a prompt anew, and cards may name it")
    }
  }

  /// Reads what a changed prompt includes, so that nothing of it seems to be missing.
  private mutating func addTargets(of prompt: Prompt) throws {
    for include in prompt.includes + prompt.links where !include.isDynamic {
      reached.formUnion(existing(include, of: prompt))
    }
  }

  mutating func addName(of prompt: Prompt) throws {
    if prompt.declaredStatus == .retired {
      throw TooWide("it brings in a retired prompt, and whatever uses that one has to be found")
    }
    judge(prompt)
    if prompt.metadata.id != nil || !prompt.id.contains("/") {
      add(id: prompt.id)
    } else {
      reached.formUnion(existing(prompt.id, from: ""))
    }
  }

  mutating func loseName(of prompt: Prompt) {
    // What was wrong with it under its old path is nothing new under a new one.
    judged.insert(prompt.path)
    gone.insert(prompt.path)
    workflowWords.formUnion(words(for: prompt))
    goneNames.formUnion(words(for: prompt))
    // Another format's file beside it may bear the name as well, and go on to do so.
    reached.formUnion(existing(prompt.id, from: ""))
  }

  mutating func add(id: String) {
    ids.insert(Array(id.utf8))
    reached.formUnion(existing(id, from: ""))
  }

  /// Has the verdict on a prompt decided by all that may name it.
  mutating func judge(_ prompt: Prompt) {
    judged.insert(prompt.path)
    workflowWords.formUnion(words(for: prompt))
    // The workflows that define the steps which it says use it.
    for step in prompt.metadata.steps {
      workflowWords.insert(
        Array((step.value.folder.isEmpty ? step.value[...] : step.value.folder.fileName).utf8))
    }
  }

  /// The words of which every static reference to a prompt has one.
  func words(for prompt: Prompt) -> Set<[UInt8]> {
    words(forPath: prompt.path).union([Array(prompt.id.fileName.utf8)])
  }

  func words(forPath path: String) -> Set<[UInt8]> {
    if PromptNames.isIndex(path) { return [Array(path.folder.fileName.utf8)] }
    let name = path.fileName
    let stem = name.prefix { $0 != "." }.drop { $0 == "_" }
    return [Array((stem.isEmpty ? name : stem).utf8)]
  }
}

extension Waiver {
  fileprivate func isSame(as other: Waiver) -> Bool {
    rule == other.rule && prompt == other.prompt && step == other.step && workflow == other.workflow
      && model == other.model && file == other.file && version == other.version && expires <= other.expires
      && expires >= other.expires
  }
}
