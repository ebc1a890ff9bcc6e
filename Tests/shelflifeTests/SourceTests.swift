import FoundationEssentials
import Testing

/// What the sources promise about themselves: who may import whom, and that nothing is left out of a list.
@Suite struct SourceTests {
  /// `CLibgit2 <- Git`, `CLibYAML <- YAML`, both `<- PromptLibrary <- Audit <- Report <- shelflife`.
  ///
  /// Values of an earlier target travel down the chain, and so may their import; the C modules do not.
  private static let imports: [String: Set<String>] = [
    "CLibgit2": [], "CLibYAML": [], "CLibcrypto": [], "CJemalloc": [], "CWords": [],
    "Git": ["CLibgit2", "CLibcrypto", "Glibc", "Synchronization"],
    "YAML": ["CLibYAML", "Glibc"],
    "PromptLibrary": ["CWords", "Dispatch", "Git", "YAML", "Synchronization"],
    "Audit": ["PromptLibrary", "Git", "YAML", "RealModule"],
    "Report": ["Audit", "PromptLibrary", "Git", "YAML"],
    "shelflife": [
      "Report", "Audit", "PromptLibrary", "Git", "YAML", "ArgumentParser", "CJemalloc",
      "FoundationEssentials", "Glibc",
      "Synchronization",
    ],
  ]

  @Test func `no target imports anything but what its place in the pipeline allows`() throws {
    for path in try Checkout.sources(below: "Sources") {
      let target = String(path.split(separator: "/")[1])
      for module in Self.modules(importedBy: try Checkout.text(path)) {
        #expect(Self.imports[target]?.contains(module) ?? false, "\(path) imports \(module)")
      }
    }
  }

  private static func modules(importedBy text: String) -> [String] {
    let modifiers: Set<Substring> = [
      "package", "public", "internal", "private", "fileprivate", "@testable", "@_exported",
      "@preconcurrency",
    ]
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").drop { modifiers.contains($0) }
      guard words.first == "import", let name = words.dropFirst().last else { return nil }
      return String(name.prefix { $0 != "." })
    }
  }

  @Test(arguments: [
    ".target(name: \"Git\", dependencies: [\"CLibgit2\", \"CLibcrypto\"],",
    ".target(name: \"YAML\", dependencies: [\"CLibYAML\"],",
    ".target(name: \"PromptLibrary\", dependencies: [\"CWords\", \"Git\", \"YAML\"],",
    ".target(name: \"Report\", dependencies: [\"Audit\"],",
  ]) func `the manifest draws the same arrows`(line: String) throws {
    #expect(try Checkout.text("Package.swift").contains(line))
  }

  @Test func `what judges and what renders opens no repository`() throws {
    for path in try Checkout.sources(below: "Sources/Audit") + Checkout.sources(below: "Sources/Report") {
      let text = try Checkout.text(path)
      for word in ["Repository(", "openReader", "FileManager", "print(", "getenv"] {
        #expect(!text.contains(word), "\(path) has \(word)")
      }
    }
  }

  @Test(arguments: [
    (folder: "Sources/Audit/Rules", list: "Sources/Audit/Rules/Rules.swift", type: "Rule"),
    (
      folder: "Sources/PromptLibrary/Prompts/Formats",
      list: "Sources/PromptLibrary/Prompts/PromptFormats.swift", type: "PromptFormat"
    ),
    (
      folder: "Sources/PromptLibrary/Workflows/Engines",
      list: "Sources/PromptLibrary/Workflows/WorkflowEngines.swift", type: "WorkflowEngine"
    ),
    (
      folder: "Sources/PromptLibrary/Ledger/Importers",
      list: "Sources/PromptLibrary/Ledger/Importers/Importers.swift", type: "Importer"
    ),
  ]) func `all that is declared in a folder stands in its list`(
    folder: String, list: String, type: String
  ) throws {
    let words = try Checkout.text(list).split(whereSeparator: { $0 == " " || $0 == "\n" })
    let listed = Set(words.filter { $0.hasPrefix(".") && $0.hasSuffix(",") })
    var found: Set<Substring> = []
    for path in try Checkout.sources(below: folder) where path != list {
      var context = ""
      for line in try Checkout.text(path).split(separator: "\n") {
        if line.hasPrefix("extension ") { context = String(line.dropFirst(10).prefix { $0.isLetter }) }
        guard context == type, line.hasPrefix("  static let ") else { continue }
        let name = line.dropFirst("  static let ".count).prefix { $0.isLetter || $0.isNumber }
        // A format, a rule or an engine, and not a constant beside it.
        let isOne =
          line.contains("= \(type)(") || line.contains(": \(type) ") || line.contains("= plain(")
        guard isOne else { continue }
        found.insert(".\(name),")
        #expect(listed.contains(".\(name),"), "\(path): \(list) lacks .\(name)")
      }
    }
    #expect(found == listed)
  }

  @Test func `no file of rules is without a rule`() throws {
    for path in try Checkout.sources(below: "Sources/Audit/Rules") where !path.hasSuffix("/Rules.swift") {
      #expect(try Checkout.text(path).contains("= Rule("), "\(path)")
    }
  }

  @Test func `no source gives up, puts off, or knows the machine it was written on`() throws {
    let everywhere = ["fatalError", "try!", "TO" + "DO", "FIX" + "ME"]
    let places = ["/home/", "/Users/", "/root/", "/tmp/", "/private/", "/var/folders/", "C:\\\\"]
    for path in try Checkout.sources(below: "Sources") {
      let text = try Checkout.text(path)
      for word in everywhere + places { #expect(!text.contains(word), "\(path) has \(word)") }
    }
    for path in try Checkout.sources(below: "Tests") where !path.hasSuffix("/SourceTests.swift") {
      let text = try Checkout.text(path)
      for word in everywhere { #expect(!text.contains(word), "\(path) has \(word)") }
    }
  }

  @Test func `only the command line imports FoundationEssentials, and nothing imports Foundation`() throws {
    for path in try Checkout.sources(below: "Sources") {
      let modules = Self.modules(importedBy: try Checkout.text(path))
      #expect(!modules.contains("Foundation"), "\(path)")
      if !path.hasPrefix("Sources/shelflife/") {
        #expect(!modules.contains("FoundationEssentials"), "\(path)")
      }
    }
  }
}
