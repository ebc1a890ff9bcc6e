/// What a path says of the file's part in the repository.
package enum FileRole: String, Sendable {
  case product, test, example, documentation

  /// Judged by folder and file names that are the same in most languages.
  package init(_ path: String) {
    let lower = path.lowercased()
    let parts = lower.split(separator: "/")
    let folders = parts.dropLast()
    let name = String(parts.last ?? "")
    let stem = String(name.stem)
    func any(_ names: Set<String>) -> Bool { folders.contains { names.contains(String($0)) } }
    if any(Self.testFolders)
      || stem.hasPrefix("test_") || stem.hasSuffix("_test") || stem.hasSuffix(".test")
      || stem.hasSuffix(".spec")
      || stem.hasSuffix("_spec") || name == "conftest.py"
      || stem.hasSuffix("tests") && name.hasSuffix(".swift")
    {
      self = .test
    } else if any(Self.exampleFolders) {
      self = .example
    } else if any(Self.documentationFolders) || Self.documentationNames.contains(stem) {
      self = .documentation
    } else {
      self = .product
    }
  }

  private static let testFolders: Set<String> = [
    "test", "tests", "__tests__", "spec", "specs", "testdata", "test-data", "test_data", "fixtures",
    "testing", "e2e",
  ]
  private static let exampleFolders: Set<String> = [
    "example", "examples", "sample", "samples", "demo", "demos", "cookbook", "cookbooks",
  ]
  private static let documentationFolders: Set<String> = ["doc", "docs", "documentation"]
  private static let documentationNames: Set<String> = [
    "readme", "changelog", "contributing", "license", "history",
  ]

  /// Folders whose files belong to somebody else, or were generated: installed packages, virtual environments.
  package static func isVendored(_ path: String) -> Bool {
    var rest = path[...]
    while let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) {
      let folder = rest[..<slash]
      if let first = folder.utf8.first, vendoredFirst.contains(first), vendored.contains(folder) {
        return true
      }
      rest = rest[rest.utf8.index(after: slash)...]
    }
    return false
  }

  private static let vendoredFirst = Set(vendored.compactMap(\.utf8.first))
  private static let vendored: Set<Substring> = [
    "node_modules", "site-packages", ".venv", "venv", "bower_components", "__pycache__", ".git", ".tox",
    ".mypy_cache",
  ]
}
