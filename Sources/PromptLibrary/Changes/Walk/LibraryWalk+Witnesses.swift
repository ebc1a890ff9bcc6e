import YAML

/// A prompt that something has to name for the findings of a state to hold.
struct Reliance: Sendable {
  let address: String
  /// What names it has to keep it alive, for the prompts that it includes.
  let isRoot: Bool
}

extension LibraryWalk {
  /// The library of a state where what is written down, and names that mean one prompt whatever other files say, decide
  /// that no prompt without a use is refused; nil where all names have to be looked at.
  mutating func settled(_ joining: Joining) async -> Library? {
    (relied, open) = (nil, [])
    guard isForErrors, !joining.library.prompts.contains(where: { $0.declaredStatus == .retired })
    else { return nil }
    open = stillUnnamed(in: joining)
    if !open.isEmpty { return nil }
    var joining = joining
    joining.decideVerdicts()
    let mustHaveStep = joining.library.mustHaveSteps
    let accused = joining.library.prompts.indices.filter { index in
      let verdict = joining.library.verdicts[index]
      let isAccused =
        mustHaveStep
        ? verdict.kind != .attached && verdict.kind != .included
        : verdict.kind == .orphaned && verdict.confidence == .certain
      return isAccused && joining.library.prompts[index].isAskedForUse
    }
    if mustHaveStep, !accused.isEmpty { return nil }
    open = left(of: accused, in: &joining.library)
    if !open.isEmpty, !open.contains(where: { unnamed.contains(names.prompts[$0].address) }) {
      for paths in [suspects, changed.subtracting(suspects)] where !open.isEmpty {
        await findWitnesses(of: wanted(in: joining.library.edges), at: positions(of: paths))
        open = left(of: accused, in: &joining.library)
      }
      if !open.isEmpty, memory.isEmpty {
        for isCode in [false, true] where !open.isEmpty {
          await findWitnesses(
            of: wanted(in: joining.library.edges),
            at: files.indices.filter { (files[$0].nature == .code) == isCode })
          open = left(of: accused, in: &joining.library)
        }
      }
    }
    guard open.isEmpty else { return nil }
    unnamed = []
    return joining.library
  }

  /// Forgets what changed files said, but for what their new texts say as well.
  mutating func keepWitnesses() {
    for path in changed where witnesses.areNamed(in: path) {
      guard let file = files.element(ofPath: path, by: \.path), file.nature != .code,
        let source = source(file, blobs), let words = names.fileNames(in: source)
      else {
        witnesses.forget([path])
        continue
      }
      witnesses.keep(path, words)
    }
  }

  /// The text of a file, where it is one that is searched.
  private func source(_ file: WalkedFile, _ reader: any BlobReader) -> SourceText? {
    guard let bytes = try? reader.blob(file.id), bytes.count <= ReferenceSearch.largest else { return nil }
    let source = SourceText(path: file.path, bytes: bytes)
    return source.isBinary ? nil : source
  }

  /// The prompts that nothing named when names were searched last, as far as nothing written down uses them now: to look
  /// at the others then is in vain.
  private func stillUnnamed(in joining: Joining) -> [Int] {
    if unnamed.isEmpty || !joining.obstacles.isEmpty { return [] }
    return unnamed.compactMap(names.number).filter { number in
      joining.library.edges[number].isEmpty && names.prompts[number].isAskedForUse
        && !witnesses.hold(names.prompts[number].address)
    }.sorted()
  }

  /// Of some prompts that nothing written down uses, those that no witness speaks for; the others' verdicts say so.
  private mutating func left(of accused: [Int], in library: inout Library) -> [Int] {
    var relied: [Reliance] = []
    var left: [Int] = []
    for index in accused {
      let address = library.prompts[index].address
      if witnesses.hold(address) {
        relied.append(Reliance(address: address, isRoot: false))
        library.verdicts[index] = Verdict(.orphaned, .likely)
      } else if let includer = library.edges[index].first(where: { edge in
        edge.kind == .include && edge.idle == nil && edge.from.map(witnesses.holdRoot) ?? false
      })?.from {
        relied.append(Reliance(address: includer, isRoot: true))
        library.verdicts[index] = Verdict(.included)
      } else {
        left.append(index)
      }
    }
    self.relied = relied
    return left
  }

  /// Whether something names still all that has to be named.
  mutating func isStillNamed() async -> Bool {
    guard let relied else { return false }
    func isNamed(_ one: Reliance) -> Bool {
      one.isRoot ? witnesses.holdRoot(one.address) : witnesses.hold(one.address)
    }
    let lost = relied.filter { !isNamed($0) }
    if lost.isEmpty { return true }
    let numbers = Set(lost.compactMap { names.number(of: $0.address) })
    await findWitnesses(of: numbers, at: positions(of: changed))
    return lost.allSatisfy(isNamed)
  }

  private func positions(of paths: Set<String>) -> [Int] {
    paths.compactMap { path in
      let position = position(of: path)
      return position < files.count && files[position].path == path ? position : nil
    }
  }

  /// The open prompts, and those that include them.
  private func wanted(in edges: [[Edge]]) -> Set<Int> {
    var wanted = Set(open)
    for index in open {
      for edge in edges[index] where edge.kind == .include && edge.idle == nil {
        if let number = edge.from.flatMap(names.number) { wanted.insert(number) }
      }
    }
    return wanted
  }

  /// Looks for names of some prompts in some files.
  private mutating func findWitnesses(of wanted: Set<Int>, at positions: [Int]) async {
    let searched = positions.filter { files[$0].nature != .other && !read.contains(files[$0].path) }
    if searched.isEmpty || wanted.isEmpty { return }
    let (table, tails, suspects) = (
      names.table, Set(wanted.map { names.prompts[$0].path.nameThatTells }), suspects
    )
    let hits = await parallel(searched) { file, reader -> FileHits? in
      guard let bytes = try? reader.blob(file.id), bytes.count <= ReferenceSearch.largest else { return nil }
      let source = SourceText(path: file.path, bytes: bytes)
      if source.isBinary || file.nature == .code && source.isMinified { return nil }
      let mayName =
        suspects.contains(file.path)
        || NameScanner.words(of: source, 0..<bytes.count, .prose, names: table).contains {
          $0.kind == .fileName && tails.contains($0.text.nameThatTells)
        }
      guard mayName else { return nil }
      return NameScanner.scan(source, file.nature, names: table)
    }
    take(hits.lazy.compactMap { $0 }.filter { !$0.hits.isEmpty }, of: wanted)
  }

  /// Takes what a search of all files found of the prompts that were open before it, and notes those that nothing names.
  mutating func takeWitnesses(in edges: [[Edge]]) {
    guard !open.isEmpty else { return }
    let addresses = open.map { names.prompts[$0].address }
    let isNew = addresses.contains { !unnamed.contains($0) }
    let scans = files.filter { isNew || changed.contains($0.path) }.compactMap(\.scan)
      .filter { !($0.edges ?? []).isEmpty }
    let wanted = scans.isEmpty ? [] : wanted(in: edges)
    let hits = scans.filter { $0.edges!.contains { wanted.contains($0.prompt) } }.map(\.hits)
    take(hits, of: wanted)
    unnamed = Set(addresses.filter { !witnesses.hold($0) })
    relied =
      unnamed.isEmpty ? relied.map { $0 + addresses.map { Reliance(address: $0, isRoot: false) } } : nil
    open = []
  }

  private mutating func take(_ hits: some Sequence<FileHits>, of wanted: Set<Int>) {
    var search: ReferenceSearch?
    let tails = Set(wanted.map { names.prompts[$0].path.nameThatTells })
    for hits in hits {
      if search == nil {
        var known: [String: [Int]] = [:]
        let (prompts, table) = (names.prompts, names.table)
        let coverage = LoaderCoverage(LoaderSearch(CodeIndex()), prompts: [], names: table, known: &known)
        search = ReferenceSearch(
          prompts, names: table, suites: [Glob](plan.configuration.suites),
          setting: ReferenceSetting(coverage),
          isSparse: true)
      }
      witnesses.take(hits, &search!, tails: tails, where: wanted.contains)
    }
  }
}

extension String {
  /// The file's name, with its folder's where every folder has one of that name.
  var nameThatTells: Substring { PromptNames.isIndex(self) ? withFolderName : fileName }
}
