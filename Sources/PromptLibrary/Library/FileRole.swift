/// What a path says of the file's part in the repository.
package enum FileRole: String, Sendable {
  case product, test, example, documentation

  /// Judged by folder and file names that are the same in most languages.
  package init(_ path: String) {
    // A library asks this of each file; nearly every path has small letters alone.
    let hasCapitals = path.utf8.contains { $0 &- 65 < 26 || $0 >= 0x80 }
    let path = hasCapitals ? path.lowercased() : path
    let name = path.fileName
    let stem = name.stem
    var role = Self.ofFolders(of: path) ?? .product
    if role != .test, stem.utf8.count > 3, Self.isTest(name, stem) { role = .test }
    if role == .product, Self.isDocumentation(stem) { role = .documentation }
    self = role
  }

  /// What the folders say; a test counts before an example, and an example before documentation.
  private static func ofFolders(of path: String) -> Self? {
    var role: Self?
    var rest = path[...]
    var above: Substring = ""
    while let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) {
      let folder = rest[..<slash]
      rest = rest[rest.utf8.index(after: slash)...]
      // Below `src/main/java` the folders are a package: `com/example` is a name.
      if above.utf8.suffix(4).elementsEqual("main".utf8), packaged.contains(folder) { return role }
      above = folder
      guard let found = Self.role(ofFolder: folder) else { continue }
      if found == .test { return .test }
      if found == .example || role == nil { role = found }
    }
    return role
  }

  private static func role(ofFolder folder: Substring) -> Self? {
    let bytes = folder.utf8
    guard let first = bytes.first, let last = bytes.last else { return nil }
    if roleFirst[Int(first)], let found = folders[folder] { return found }
    // `App.UnitTests`, `IntegrationTests`, `sample_prompts`, `prompt-samples`: only such endings are looked at twice.
    guard last == UInt8(ascii: "s") || last == UInt8(ascii: "t") else { return nil }
    if isTestFolder(bytes.suffix(5)) {
      return .test
    }
    guard bytes.contains(where: { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }) else { return nil }
    let words = folder.split { $0 == "_" || $0 == "-" }
    return words.count == 2 && words.contains { $0 == "sample" || $0 == "samples" || $0 == "examples" }
      ? .example : nil
  }

  private static func isTestFolder(_ ending: Substring.UTF8View.SubSequence) -> Bool {
    ending.elementsEqual("tests".utf8) || ending.elementsEqual(".test".utf8)
      || ending.elementsEqual("-test".utf8)
  }

  private static func isDocumentation(_ stem: Substring) -> Bool {
    documentationFirst[Int(stem.utf8.first ?? 0)] && documentationNames.contains(stem)
  }

  private static func isTest(_ name: Substring, _ stem: Substring) -> Bool {
    // The first and last letters of all that follows: most names have others.
    guard stem.utf8.first == UInt8(ascii: "t") || "tcs".utf8.contains(stem.utf8.last ?? 0) else {
      return false
    }
    return stem.utf8.starts(with: "test_".utf8) || name == "conftest.py"
      || ["_test", ".test", ".spec", "_spec"].contains { stem.utf8.suffix(5).elementsEqual($0.utf8) }
        && !makers.contains(stem)
      || stem.utf8.suffix(5).elementsEqual("tests".utf8) && name.utf8.suffix(6).elementsEqual(".swift".utf8)
  }

  /// Tools that write or run tests are no tests.
  private static let makers: Set<Substring> = Set(
    ["write", "run", "create", "generate", "make", "improve"].flatMap { verb in
      ["test", "spec"].map { "\(verb)_\($0)"[...] }
    })

  private static let folders: [Substring: Self] = {
    var folders: [Substring: Self] = [:]
    for name: Substring in [
      "test", "tests", "__tests__", "spec", "specs", "testdata", "test-data", "test_data", "fixtures",
      "testing", "e2e", "__fixtures__", "__mocks__", "__snapshots__", "__golden__",
    ] { folders[name] = .test }
    for name: Substring in [
      "example", "examples", "sample", "samples", "demo", "demos", "cookbook", "cookbooks", "tutorial",
      "tutorials", "workshop", "workshops",
    ] {
      folders[name] = .example
    }
    for name: Substring in ["doc", "docs", "documentation"] { folders[name] = .documentation }
    return folders
  }()
  private static let packaged: Set<Substring> = ["java", "kotlin", "scala", "groovy"]
  private static let roleFirst = firstBytes(of: folders.keys)

  /// Whether some name starts with a byte, for each byte.
  private static func firstBytes(of names: some Collection<Substring>) -> [Bool] {
    let first = Set(names.compactMap(\.utf8.first))
    return (0...UInt8.max).map(first.contains)
  }
  private static let documentationFirst = firstBytes(of: documentationNames)
  private static let documentationNames: Set<Substring> = [
    "readme", "changelog", "contributing", "license", "history",
  ]

  /// Folders whose files belong to somebody else, or were generated: installed packages, virtual environments.
  package static func isVendored(_ path: String) -> Bool {
    var rest = path[...]
    while let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) {
      let folder = rest[..<slash]
      if let first = folder.utf8.first, vendoredFirst[Int(first)], vendored.contains(folder) {
        return true
      }
      rest = rest[rest.utf8.index(after: slash)...]
    }
    return false
  }

  private static let vendoredFirst = firstBytes(of: vendored)
  private static let vendored: Set<Substring> = [
    "node_modules", "site-packages", ".venv", "venv", "bower_components", "__pycache__", ".git", ".tox",
    ".mypy_cache",
  ]
}
