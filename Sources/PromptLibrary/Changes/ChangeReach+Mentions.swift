import Git
import YAML

extension ChangeReach {
  /// Looks at what changed files of code, configuration and prose name no longer, and what they name anew.
  mutating func readMentions() throws {
    var lines = ChangedLines()
    for change in mentions {
      guard let nature = plan.searchedNature(of: change.path) else { continue }
      func text(_ entry: FileEntry?) throws -> SourceText? {
        guard let source = try source(entry), !source.isBinary, source.bytes.count <= ReferenceSearch.largest
        else { return nil }
        return source
      }
      try lines.add(from: text(change.old), to: text(change.new), nature)
    }
    guard !lines.isEmpty else { return }
    let words = ChangedWords(lines)
    let paths = after.files(where: words.mayName).map(\.path) + gonePrompts
    let names = ChangedNames(paths.filter { !plan.formats(for: $0).isEmpty }, words)
    let computed = [Glob](words.computed.sorted())
    if !computed.isEmpty, promptFiles.contains(where: { computed.match(String($0.path.fileName)) }) {
      throw TooWide("code that it changes computes prompts' names")
    }
    if !words.folders.isEmpty,
      promptFiles.contains(where: { words.folders.contains(Array($0.path.folder.fileName.utf8)) })
    {
      throw TooWide("code that it changes names a folder of prompts")
    }
    reached.formUnion(names.gained)
    guard names.lost.count <= 60 else { throw TooWide("it names many prompts anew") }
    lose(names.lost)
    // Code may load a prompt by the id that it writes; where a reference is enough, it may have been the last.
    guard plan.configuration.attach != .step else { return }
    guard names.lostWords.count <= 24 else {
      throw TooWide("code that it changes may have named prompts by id")
    }
    for word in names.lostWords {
      ids.insert(word)
      lostIDs.insert(String(decoding: word, as: UTF8.self))
    }
  }

  /// Prompts that the change deletes.
  private var gonePrompts: [String] {
    changes.filter { $0.new == nil && !plan.formats(for: $0.path).isEmpty }.map(\.path)
  }
}

/// The lines that a change takes out of files and puts into them.
struct ChangedLines {
  /// Lines of code and configuration that are gone.
  var lost: Set<[UInt8]> = []
  var gained: Set<[UInt8]> = []
  /// Lines of prose that are gone: a mention that makes a verdict less sure.
  var lostProse: Set<[UInt8]> = []
  /// Lines of code on either side: where names are computed.
  var code: Set<[UInt8]> = []
  /// Some changed file of code lists a folder's files, on a line that changed or not.
  var isListing = false

  var isEmpty: Bool { lost.isEmpty && gained.isEmpty && lostProse.isEmpty }

  mutating func add(from old: SourceText?, to new: SourceText?, _ nature: FileNature) throws {
    let before = Self.lines(of: old)
    let after = Self.lines(of: new)
    let (gone, come) = (before.subtracting(after), after.subtracting(before))
    if nature == .prose {
      lostProse.formUnion(gone)
      return
    }
    lost.formUnion(gone)
    gained.formUnion(come)
    guard nature == .code, !gone.isEmpty || !come.isEmpty else { return }
    code.formUnion(gone.union(come))
    for source in [old, new].compactMap({ $0 }) where !isListing {
      isListing = NameScanner.listings.contains {
        offset(of: $0, in: source.bytes, 0..<source.bytes.count) != nil
      }
    }
  }

  private static func lines(of source: SourceText?) -> Set<[UInt8]> {
    guard let source else { return [] }
    return Set(source.bytes.split(separator: UInt8(ascii: "\n")).map(Array.init))
  }
}

/// The words of changed lines, by their last parts.
struct ChangedWords {
  let lost: Set<[UInt8]>
  let lostProse: Set<[UInt8]>
  let gained: Set<[UInt8]>
  /// Quoted words of lines that are gone.
  let quoted: Set<[UInt8]>
  /// Words of code that may name a folder whose files it lists.
  let folders: Set<[UInt8]>
  /// File names with computed parts, as patterns, of lines of code.
  let computed: Set<String>
  private let all: Set<[UInt8]>

  init(_ lines: ChangedLines) {
    lost = Self.words(of: lines.lost)
    lostProse = Self.words(of: lines.lostProse)
    gained = Self.words(of: lines.gained)
    quoted = Self.quotedWords(of: lines.lost)
    folders =
      lines.isListing || Self.namesFolder(lines.code) ? Self.words(of: lines.code, areQuoted: true) : []
    computed = ComputedNames.patterns(in: lines.code)
    all = lost.union(lostProse).union(gained)
  }

  /// Whether one of the words is a path's file name, with or without its ending, or its folder.
  func mayName(_ path: ArraySlice<UInt8>) -> Bool {
    let name = path.suffix(while: { $0 != UInt8(ascii: "/") })
    if all.contains(Array(name)) { return true }
    var stem = name
    while let dot = stem.lastIndex(of: UInt8(ascii: ".")) {
      stem = stem[..<dot]
      if all.contains(Array(stem)) { return true }
    }
    let folder = path.dropLast(min(path.count, name.count + 1)).suffix(while: { $0 != UInt8(ascii: "/") })
    return all.contains(Array(folder)) || (!folders.isEmpty && folders.contains(Array(folder)))
  }

  private static let isPart: [Bool] = (0..<256).map { value in
    UInt8(value).isWordByte || value >= 0x80 || "-./@+~".utf8.contains(UInt8(value))
  }

  /// In code, a folder's name counts where something says that it is a value (see `NameScanner`).
  private static func words(of lines: Set<[UInt8]>, areQuoted: Bool = false) -> Set<[UInt8]> {
    var words: Set<[UInt8]> = []
    for line in lines {
      for word in line.split(whereSeparator: { !isPart[Int($0)] }) {
        if areQuoted, word.first != UInt8(ascii: "/") {
          guard word.startIndex > 0, "'\"`:},".utf8.contains(line[word.startIndex - 1]) else { continue }
        }
        var word = word
        while let last = word.last, last == UInt8(ascii: ".") || last == UInt8(ascii: "/") {
          word.removeLast()
        }
        words.insert(Array(word.suffix(while: { $0 != UInt8(ascii: "/") })))
      }
    }
    return words
  }

  /// Words that are all that stands between two quotes, or a whole value.
  private static func quotedWords(of lines: Set<[UInt8]>) -> Set<[UInt8]> {
    let quotes = Array("'\"`".utf8)
    var words: Set<[UInt8]> = []
    for line in lines {
      for piece in line.split(whereSeparator: { quotes.contains($0) || $0 == 32 || $0 == UInt8(ascii: ",") })
      where piece.count > 2 && piece.allSatisfy({ isPart[Int($0)] }) {
        words.insert(Array(piece))
      }
    }
    return words
  }

  /// A constant whose name says that it holds a folder, which code elsewhere may list.
  private static func namesFolder(_ lines: Set<[UInt8]>) -> Bool {
    lines.contains { line in
      guard line.contains(UInt8(ascii: "=")) else { return false }
      let text = String(decoding: line, as: UTF8.self).lowercased()
      return ["dir", "folder", "root", "path", "base"].contains { text.contains($0) }
    }
  }
}

/// The prompts that changed lines may name.
struct ChangedNames {
  var lost: Set<String> = []
  var gained: Set<String> = []
  /// Quoted words of lines that are gone, which no path explains: perhaps ids.
  var lostWords: Set<[UInt8]> = []

  init(_ paths: [String], _ words: ChangedWords) {
    var known: Set<[UInt8]> = []
    for path in paths {
      let name = path.fileName
      var names: Set<[UInt8]> = [
        Array(name.utf8), Array(name.stem.utf8), Array(name.prefix { $0 != "." }.utf8),
      ]
      if PromptNames.isIndex(path) { names = [Array(name.utf8), Array(path.folder.fileName.utf8)] }
      if !names.isDisjoint(with: words.lost) || !names.isDisjoint(with: words.lostProse) {
        lost.insert(path)
        known.formUnion(names)
      }
      if !names.isDisjoint(with: words.gained) { gained.insert(path) }
    }
    lostWords = words.quoted.subtracting(known).subtracting(words.gained)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func suffix(while isKept: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    var start = endIndex
    while start > startIndex, isKept(self[start - 1]) { start -= 1 }
    return self[start...]
  }
}
