import Git

/// Finds out of which prompt, and of which of its versions, a run is: by what is written, and never by a guess.
///
/// What was run is told by its text first, then by a path or a name, then by what a person says. A run whose text is
/// not the prompt's current one is of another version, or of none that is known.
package struct Attribution {
  /// What a person says, where the file does not.
  package struct Hints: Sendable {
    /// The prompt that every run of the file is of.
    package var prompt: String?
    /// The prompt that a run is of where nothing else says so.
    package var supposed: String?
    /// `current`, a commit, or the first digits of a version.
    package var version: String?
    /// Prompts by the names that the tool has for them.
    package var names: [String: String] = [:]

    package init() {}
  }

  package struct Found: Sendable, Equatable {
    package var prompt: String
    package var version: String
    /// By what it was found, for people.
    package var how: String
  }

  /// Why a run was not attributed, and what would help.
  package struct Refusal: Error, Sendable, Equatable {
    package var reason: String
    package var help: String
  }

  private let prompts: [Prompt]
  private let history: PromptHistory
  private let hints: Hints
  private var byWording: [Wording: [Int]] = [:]
  private var byFile: [Wording: [Int]]?
  private let resolver: PromptResolver

  package init(_ library: Library, history: PromptHistory, hints: Hints) {
    prompts = library.prompts
    self.history = history
    self.hints = hints
    resolver = PromptResolver(prompts)
    for (index, prompt) in prompts.enumerated() {
      if let wording = prompt.wording { byWording[wording, default: []].append(index) }
    }
  }

  /// The prompt and the version of it that a claim of a file run at `time` means.
  package mutating func find(_ claim: PromptClaim, at time: Timestamp) throws(Refusal) -> Found {
    guard let supposed = hints.supposed else { return try find(claim, said: hints.prompt, at: time) }
    do throws(Refusal) {
      return try find(claim, said: nil, at: time)
    } catch {
      return try find(claim, said: supposed, at: time)
    }
  }

  private mutating func find(
    _ claim: PromptClaim, said prompt: String?, at time: Timestamp
  ) throws(Refusal) -> Found {
    let named = try named(claim, said: prompt)
    let worded = indices(worded: claim.texts + claim.hints)
    if !worded.isEmpty {
      let both = named.indices.isEmpty ? worded : worded.filter(named.indices.contains)
      if both.count == 1 { return found(both[0], version: nil, "by its text") }
      guard both.isEmpty else {
        throw Refusal(
          reason: "its text is that of \(list(both))", help: "Say which one with --prompt or --map.")
      }
      if !claim.texts.isEmpty || !named.isSaid {
        // A name that a tool made up says less than the text.
        if !named.isSaid, worded.count == 1 { return found(worded[0], version: nil, "by its text") }
        throw Refusal(
          reason:
            "the text that was run is that of \(list(worded)), and it is called \(list(named.indices))",
          help: "Give the prompt whose text it is, or leave --prompt out.")
      }
    }
    return try found(named, claim, time)
  }

  private func found(_ index: Int, version: String?, _ how: String) -> Found {
    Found(prompt: prompts[index].id, version: version ?? prompts[index].version.description, how: how)
  }

  private func list(_ indices: [Int]) -> String {
    let some = indices.prefix(4).map { "'\(prompts[$0].id)'" }.joined(separator: ", ")
    return indices.count > 4 ? "\(some) and \(indices.count - 4) more" : some
  }
}

// By name: what the person says, then what the file says.
extension Attribution {
  private struct Named {
    var indices: [Int] = []
    /// Whether a person said so.
    var isSaid = false
    var how = ""
  }

  private func named(_ claim: PromptClaim, said prompt: String?) throws(Refusal) -> Named {
    let mapped = (claim.names + claim.paths + claim.texts + claim.hints).lazy.compactMap { hints.names[$0] }
      .first
    if let said = mapped ?? prompt {
      let option = mapped == nil ? "--prompt" : "--map"
      var indices = resolver.prompts(named: said, in: "")
      if indices.isEmpty {
        indices = prompts.indices.filter {
          prompts[$0].id.hasSuffix("/" + said) || prompts[$0].path.hasSuffix("/" + said)
        }
      }
      if indices.count == 1 { return Named(indices: indices, isSaid: true, how: "by \(option)") }
      var resolver = resolver
      let near = resolver.nearest(to: said)
      throw Refusal(
        reason: indices.isEmpty
          ? "\(option) names '\(said)', and there is no such prompt"
          : "\(option) names '\(said)': \(list(indices))",
        help: near.map { "Did you mean '\($0)'?" }
          ?? "'shelflife list' shows those there are.")
    }
    for path in claim.paths {
      let indices = resolver.prompts(at: path, from: "") + (path.hasPrefix("/") ? [] : suffixed(path))
      if !indices.isEmpty { return Named(indices: unique(indices), how: "by the path '\(path)'") }
    }
    for name in claim.names {
      var indices = resolver.prompts(named: name, in: "")
      if indices.isEmpty { indices = prompts.indices.filter { prompts[$0].title == name } }
      if !indices.isEmpty { return Named(indices: unique(indices), how: "by the name '\(name.excerpt)'") }
    }
    return Named()
  }

  private func unique(_ indices: [Int]) -> [Int] { Set(indices).sorted() }

  /// Prompts whose path ends in this one, as a tool that was started in a folder of the repository writes it.
  private func suffixed(_ path: String) -> [Int] {
    guard let path = path.normalizedPath, path.contains(".") else { return [] }
    return prompts.indices.filter { prompts[$0].path.hasSuffix("/" + path) }
  }

  /// The only prompt whose id ends in a name that nothing is called: too little to attribute by, enough to ask.
  private func near(_ claim: PromptClaim) -> String? {
    let ends = prompts.filter { prompt in claim.names.contains { prompt.id.hasSuffix("/" + $0) } }
    return ends.count == 1 ? ends[0].id : nil
  }

  /// The version of a prompt that is known by its name.
  private func found(_ named: Named, _ claim: PromptClaim, _ time: Timestamp) throws(Refusal) -> Found {
    guard let index = named.indices.first else {
      throw Refusal(
        reason: !claim.texts.isEmpty
          ? "no prompt of the library has the text that was run"
          : claim.isNameless
            ? "the file does not say which prompt it is of"
            : "nothing in the library is called \(claim.label)",
        help: near(claim).map { "If it is '\($0)', say so: --prompt \($0)" }
          ?? "Say which prompt it is with --prompt, or with --map for several.")
    }
    guard named.indices.count == 1 else {
      throw Refusal(
        reason: "\(named.how), it could be any of \(list(named.indices))",
        help: "Say which one with --prompt or --map.")
    }
    let prompt = prompts[index]
    if !claim.texts.isEmpty {
      let wordings = Set(claim.texts.map { Wording($0.utf8) })
      guard let version = history.version(of: prompt, worded: wordings) else {
        throw Refusal(
          reason: "the text that was run is not the one of '\(prompt.id)', now or in its history",
          help: "Commit the text that was run, or record the run where it lies.")
      }
      return found(index, version: version, "\(named.how), in a version of the past")
    }
    if let version = try version(of: prompt, claim) { return found(index, version: version, named.how) }
    if let doubt = history.doubt(about: prompt, at: time) {
      throw Refusal(
        reason: "the file does not hold the text that was run, and \(doubt) (\(prompt.path), run at \(time))",
        help: "Say which version it was with --prompt-version: current, a commit, or a version.")
    }
    return found(index, version: nil, named.how)
  }

  /// The version that the file or a person names; nil when neither does.
  private func version(of prompt: Prompt, _ claim: PromptClaim) throws(Refusal) -> String? {
    if let said = hints.version {
      if said == "current" { return prompt.version.description }
      if let version = history.version(of: prompt, at: said) { return version }
      if isVersion(said), let version = history.version(of: prompt, startingWith: said) { return version }
      throw Refusal(
        reason:
          "--prompt-version names '\(said)', which is no version of '\(prompt.id)' and no commit that holds it",
        help: "'shelflife show \(prompt.id)' prints the current version.")
    }
    if let version = claim.version, isVersion(version) {
      if let full = history.version(of: prompt, startingWith: version) { return full }
      // A whole hash is a name, whether or not this history holds what it names.
      if version.utf8.count == 40 { return version }
      throw Refusal(
        reason: "'\(version)' is no version of '\(prompt.id)', now or in its history",
        help: "Give the whole version, or say another with --prompt-version.")
    }
    if let commit = claim.commit {
      guard let version = history.version(of: prompt, at: commit) else {
        throw Refusal(
          reason: "it was run at the commit \(commit), which does not hold '\(prompt.id)' here",
          help: "Fetch that commit, or say the version with --prompt-version.")
      }
      return version
    }
    return nil
  }

  private func isVersion(_ text: String) -> Bool {
    (7...40).contains(text.utf8.count)
      && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }
}

// By text: a prompt's own, or its whole file, as tools that know no header take it.
extension Attribution {
  private mutating func indices(worded texts: [String]) -> [Int] {
    for text in texts {
      let wording = Wording(text.utf8)
      if let indices = byWording[wording] { return indices }
    }
    if texts.isEmpty { return [] }
    let files = fileWordings()
    for text in texts { if let indices = files[Wording(text.utf8)] { return indices } }
    return []
  }

  private mutating func fileWordings() -> [Wording: [Int]] {
    if let byFile { return byFile }
    var found: [Wording: [Int]] = [:]
    for (path, indices) in Dictionary(grouping: prompts.indices, by: { prompts[$0].path }) {
      guard indices.count == 1, let bytes = history.bytes(at: path) else { continue }
      found[Wording(bytes), default: []] += indices
    }
    found = found.mapValues { $0.sorted() }
    byFile = found
    return found
  }
}
