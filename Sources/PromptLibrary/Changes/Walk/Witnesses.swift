/// Names of prompts that mean them whatever the rest of the repository says.
///
/// A prompt that one of them names is no orphan for certain, and who wants to know no more need not search the other
/// files. What a name means by what other files say (a loader, a folder that is listed elsewhere) is none of them.
struct Witnesses: Sendable {
  private struct Name {
    let path: String
    /// How it is written, where it means the same wherever it stands in its file.
    let text: String?
    /// Words, and paths behind a slash, whose prompts decide what it means.
    let asked: [String]
    /// The file names whose prompts decide it too.
    let pattern: Glob?
    /// The edge, where it keeps the prompt alive by itself.
    var root: Edge?

    func mayMeanOther(than change: NameChange) -> Bool {
      asked.contains(where: change.words.contains)
        || pattern.map { change.fileNames.contains(where: $0.matches) } ?? false
    }
  }

  /// By the address of the prompt, each from another file.
  private var names: [String: [Name]] = [:]
  /// The addresses that each file names.
  private var addresses: [String: Set<String>] = [:]
  /// More than these of one prompt add nothing; with fewer, it has to be looked for whenever a file changes.
  private static let most = 3

  func hold(_ address: String) -> Bool { names[address] != nil }

  /// Whether a name is among them that keeps the prompt alive.
  func holdRoot(_ address: String) -> Bool { names[address]?.contains { $0.root != nil } ?? false }

  /// Forgets what some files said.
  mutating func forget(_ paths: some Sequence<String>) {
    for path in paths {
      guard let known = addresses.removeValue(forKey: path) else { continue }
      for address in known { remove(from: address) { $0.path == path } }
    }
  }

  /// Keeps what another text of a file says too, by the names of prompts' files in it.
  mutating func keep(_ path: String, _ texts: Set<String>) {
    guard let known = addresses[path] else { return }
    for address in known {
      remove(from: address) { $0.path == path && !($0.text.map(texts.contains) ?? false) }
      // Whether it is a value or a comment is another question.
      guard let names = names[address], let same = names.firstIndex(where: { $0.path == path }) else {
        continue
      }
      self.names[address]![same].root = nil
    }
  }

  /// Whether a file names prompts.
  func areNamed(in path: String) -> Bool { addresses[path] != nil }

  /// Forgets what files said that are not searched.
  mutating func forget(where isRead: (String) -> Bool) {
    forget(addresses.keys.filter(isRead))
  }

  /// Forgets the names that may mean something else, and those of prompts that are gone; the files that hold them.
  mutating func forget(_ change: NameChange) -> Set<String> {
    var paths: Set<String> = []
    if change.isEmpty { return paths }
    for prompt in change.prompts { names[prompt.address] = nil }
    for (address, known) in names {
      let open = known.filter { $0.mayMeanOther(than: change) }
      if open.isEmpty { continue }
      for name in open { paths.insert(name.path) }
      remove(from: address) { $0.mayMeanOther(than: change) }
    }
    return paths
  }

  private mutating func remove(from address: String, _ isGone: (Name) -> Bool) {
    guard let known = names[address], known.contains(where: isGone) else { return }
    let left = known.filter { !isGone($0) }
    names[address] = left.isEmpty ? nil : left
  }

  /// Takes the names of prompts that a file holds.
  ///
  /// `tails` are the ends of their paths; names that say another one are passed over.
  mutating func take(
    _ hits: FileHits, _ search: inout ReferenceSearch, tails: Set<Substring>, where isWanted: (Int) -> Bool
  ) {
    for hit in hits.hits {
      if hit.kind == .fileName {
        let tail = ReferenceSearch.tail(of: hit.text).nameThatTells
        let isAmbiguous = PromptNames.isIndex(hit.text) && !tail.utf8.contains(UInt8(ascii: "/"))
        if !isAmbiguous, !tails.contains(tail) { continue }
      }
      let pattern = hit.kind == .pattern ? Glob(String(hit.text.fileName)) : nil
      for found in search.outrightReferences(of: hit, in: hits) where isWanted(found.prompt) {
        let isRoot = found.edge.kind == .reference && found.edge.idle == nil && found.holder == nil
        add(
          Name(
            path: hits.path, text: hit.kind == .fileName && hits.nature != .code ? hit.text : nil,
            asked: Array(search.asked), pattern: pattern, root: isRoot ? found.edge : nil),
          to: search.prompts[found.prompt].address)
      }
    }
  }

  private mutating func add(_ name: Name, to address: String) {
    var known = names[address] ?? []
    if let same = known.firstIndex(where: { $0.path == name.path }) {
      if known[same].root != nil || name.root == nil { return }
      known[same] = name
    } else if known.count < Self.most || name.root != nil && !holdRoot(address) {
      known.append(name)
      addresses[name.path, default: []].insert(address)
    } else {
      return
    }
    names[address] = known
  }
}
