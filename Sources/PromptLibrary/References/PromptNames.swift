/// The names by which text can mean a prompt, for a look-up of each word.
///
/// Shared by all who search, and never copied.
final class PromptNames: Sendable {
  /// Prompts by file name, by stem (up to the first and up to the last dot), and by written id.
  let byFileName: NameTable
  let byStem: NameTable
  /// Prompts by whole path: thousands may share a file name such as `SKILL.md`.
  let byPath: NameTable
  /// Folders that hold prompts, and where each last part stands among them.
  let folders: [String]
  let foldersByName: NameTable
  /// File endings of prompts, with the dot.
  let endings: Set<[UInt8]>
  private let endingList: [[UInt8]]
  let looks: FirstLook

  init(_ prompts: [Prompt]) {
    let gathered = GatheredNames(prompts)
    byFileName = gathered.byFileName
    byStem = gathered.byStem
    byPath = gathered.byPath
    folders = gathered.folders
    foldersByName = gathered.foldersByName
    endings = gathered.endings
    endingList = endings.sorted { $0.lexicographicallyPrecedes($1) }
    looks = gathered.looks
  }

  /// The words of which a text has one that means a prompt: as file name, as stem or id, as a folder above it.
  static func words(of prompt: Prompt) -> (fileName: String, stems: [String], folders: [String]) {
    let name = prompt.path.fileName
    var stems = isIndex(prompt.path) ? [prompt.path.folder.fileName] : [name.bareName, name.stem]
    if prompt.metadata.id != nil {
      stems += [prompt.id[...], prompt.id.fileName]
    }
    if let key = prompt.key {
      stems += [key.split(whereSeparator: { "./".contains($0) }).last ?? key[...], key[...]]
      stems.append("\(name.stem).\(key)"[...])
    }
    let folders = prompt.path.split(separator: "/").dropLast()
    return (String(name), stems.map(String.init), folders.map(String.init))
  }

  /// Whether a word means a prompt or a folder of prompts in one of the two tables, and not in the other.
  func differs(from other: PromptNames, at word: String) -> Bool {
    byFileName[word].isEmpty != other.byFileName[word].isEmpty
      || byStem[word].isEmpty != other.byStem[word].isEmpty
      || foldersByName[word].isEmpty != other.foldersByName[word].isEmpty
  }

  /// Whether a folder of its own names the prompt, and the file name says nothing.
  static func isIndex(_ path: String) -> Bool {
    switch path.fileName {
    case "SKILL.md", "skill.md", "system.md", "skprompt.txt": true
    default: false
    }
  }

  /// Whether a word is a prompt's file name; else, as far as is asked, its stem; and the name of a folder of prompts.
  func bears(_ name: UnsafeBufferPointer<UInt8>, stem: Bool, folder: Bool) -> (
    asFileName: Bool, asStem: Bool, asFolder: Bool
  ) {
    let hash = NameTable.hash(name)
    let isFileName = byFileName.contains(name, hash)
    return (
      isFileName, !isFileName && stem && byStem.contains(name, hash),
      folder && foldersByName.contains(name, hash)
    )
  }

  /// Whether prompts lie in a folder or below.
  func holdsFolder(_ path: String) -> Bool {
    foldersByName[path.fileName].contains { folders[$0] == path }
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
    looks.couldBe(bytes, range)
  }
}

/// The names of prompts as they come together.
private struct GatheredNames {
  var byFileName: NameTable
  var byStem: NameTable
  var byPath: NameTable
  var folders: [String] = []
  var foldersByName = NameTable()
  var endings: Set<[UInt8]> = []
  var looks = FirstLook()

  init(_ prompts: [Prompt]) {
    byFileName = NameTable(capacity: prompts.count)
    byStem = NameTable(capacity: prompts.count * 2)
    byPath = NameTable(capacity: prompts.count)
    var seen: Set<Substring> = []
    var lastEnding: Substring = ""
    var lastFolder: Substring = ""
    for index in prompts.indices {
      let path = prompts[index].path
      let name = path.fileName
      byPath.add(index, to: path)
      addFileName(name, index)
      // A skill is called by its folder's name.
      let isIndex = PromptNames.isIndex(path)
      let stem = isIndex ? path.folder.fileName : name.bareName
      addStem(stem, index)
      if !isIndex, name.stem != stem { addStem(name.stem, index) }
      if prompts[index].metadata.id != nil { addStem(prompts[index].id[...], index) }
      if let ending = name.ending, ending != lastEnding {
        lastEnding = ending
        endings.insert(Array(lastEnding.utf8))
        looks.addEnding(lastEnding.utf8)
      }
      if let key = prompts[index].key { addKey(key, of: name, index) }
      var folder = path.folder
      if folder == lastFolder { continue }
      lastFolder = folder
      while !folder.isEmpty, seen.insert(folder).inserted {
        addFolder(folder)
        folder = folder.folder
      }
    }
  }

  /// A prompt among several of one file is asked for by its key, alone or behind the file's name.
  private mutating func addKey(_ key: String, of name: Substring, _ index: Int) {
    let last = key.split(whereSeparator: { "./".contains($0) }).last ?? key[...]
    addStem(last, index)
    if last != key[...] { addStem(key[...], index) }
    addStem("\(name.stem).\(key)"[...], index)
  }

  private mutating func addFileName(_ name: Substring, _ index: Int) {
    guard name.utf8.count > 2 else { return }
    byFileName.add(index, to: name)
    looks.add(name)
  }

  private mutating func addStem(_ name: Substring, _ index: Int) {
    guard name.utf8.count > 2 else { return }
    byStem.add(index, to: name)
    looks.add(name)
  }

  private mutating func addFolder(_ folder: Substring) {
    foldersByName.add(folders.count, to: folder.fileName)
    folders.append(String(folder))
    looks.add(folder.fileName)
  }
}
