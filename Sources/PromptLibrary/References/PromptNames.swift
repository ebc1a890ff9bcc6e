/// The names by which text can mean a prompt, for a look-up of each word.
struct PromptNames: Sendable {
  /// Prompts by file name, by stem (up to the first and up to the last dot), and by written id.
  private(set) var byFileName: [[UInt8]: [Int]] = [:]
  private(set) var byStem: [[UInt8]: [Int]] = [:]
  /// Prompts by whole path: thousands may share a file name such as `SKILL.md`.
  private(set) var byPath: [String: [Int]] = [:]
  /// Folders that hold prompts, by their last part.
  private(set) var foldersByName: [[UInt8]: [String]] = [:]
  /// File endings of prompts, with the dot.
  private(set) var endings: Set<[UInt8]> = []
  private var endingList: [[UInt8]] = []
  /// Lengths and first bytes of all names: most words of a text are turned away by these two looks.
  private(set) var lengths = [Bool](repeating: false, count: 257)
  private(set) var pairs = [Bool](repeating: false, count: 65_536)

  init(_ prompts: [Prompt]) {
    var folders: Set<String> = []
    for (index, prompt) in prompts.enumerated() {
      let name = String(prompt.path.fileName)
      byPath[prompt.path, default: []].append(index)
      add(name, index, to: \.byFileName)
      // A skill is called by its folder's name.
      let isIndex = Self.isIndex(prompt.path)
      let stem = isIndex ? String(prompt.path.folder.fileName) : String(name.prefix { $0 != "." })
      add(stem, index, to: \.byStem)
      if !isIndex, name.stem != stem[...] { add(String(name.stem), index, to: \.byStem) }
      if prompt.metadata.id != nil { add(String(prompt.id), index, to: \.byStem) }
      if let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) { endings.insert(Array(name[dot...].utf8)) }
      if let key = prompt.key { addKey(key, of: name, index) }
      var folder = prompt.path.folder
      while !folder.isEmpty, folders.insert(String(folder)).inserted {
        addFolder(String(folder))
        folder = folder.folder
      }
    }
    endingList = Array(endings)
  }

  /// A prompt among several of one file is asked for by its key, alone or behind the file's name.
  private mutating func addKey(_ key: String, of name: String, _ index: Int) {
    let last = key.split(whereSeparator: { "./".contains($0) }).last.map(String.init) ?? key
    add(last, index, to: \.byStem)
    if last != key { add(key, index, to: \.byStem) }
    add("\(name.stem).\(key)", index, to: \.byStem)
  }

  /// Whether a folder of its own names the prompt, and the file name says nothing.
  static func isIndex(_ path: String) -> Bool {
    ["SKILL.md", "skill.md", "system.md", "skprompt.txt"].contains(path.fileName)
  }

  private mutating func add(_ name: String, _ index: Int, to table: WritableKeyPath<Self, [[UInt8]: [Int]]>) {
    let bytes = Array(name.utf8)
    guard bytes.count > 2 else { return }
    if self[keyPath: table][bytes]?.last != index { self[keyPath: table][bytes, default: []].append(index) }
    note(bytes)
  }

  private mutating func addFolder(_ folder: String) {
    let bytes = Array(folder.fileName.utf8)
    foldersByName[bytes, default: []].append(folder)
    note(bytes)
  }

  private mutating func note(_ bytes: [UInt8]) {
    lengths[min(bytes.count, 256)] = true
    if bytes.count > 1 { pairs[Int(bytes[0]) << 8 | Int(bytes[1])] = true }
  }

  /// Whether a word's end, from its last dot, is one of prompts.
  func isEnding(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    endingList.contains { $0.count == range.count && bytes[range].elementsEqual($0) }
  }

  /// Whether a text with `*` for what is computed could be a prompt's path.
  func isPattern(_ text: [UInt8]) -> Bool {
    guard text.contains(UInt8(ascii: "*")),
      text.allSatisfy({ NameScanner.isPart[Int($0)] || $0 == UInt8(ascii: "*") || $0 == 32 })
    else { return false }
    let last = text.split(separator: UInt8(ascii: "/")).last ?? []
    guard let dot = last.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return endings.contains(Array(last[dot...]))
  }

  /// Whether some name has this length and these first bytes.
  func couldBe(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    range.count > 1 && lengths[min(range.count, 256)]
      && pairs[Int(bytes[range.lowerBound]) << 8 | Int(bytes[range.lowerBound + 1])]
  }
}
