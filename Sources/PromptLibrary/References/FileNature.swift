/// What a file's text is, as far as a name in it goes.
enum FileNature: Sendable {
  /// A program: a name in quotes is a value.
  case code
  /// Settings and data: a value is a value.
  case configuration
  /// For people to read: a name is a mention.
  case prose
  /// Nothing that names prompts: pictures, archives, lock files, minified bundles.
  case other

  init(_ path: String) {
    if let nature = Self.byEnding[path.fileExtension] {
      self = Self.isGenerated(path) ? .other : nature
    } else {
      // `Makefile`, `Dockerfile.dev`.
      self = Self.scripts.contains(path.fileName.prefix { $0 != "." }.lowercased()) ? .code : .other
    }
  }

  /// Lock files, minified files, bundles.
  private static func isGenerated(_ path: String) -> Bool {
    let name = path.fileName
    // Their names have two dots or a dash, or are listed.
    guard
      name.utf8.contains(where: { $0 == UInt8(ascii: "-") })
        || name.utf8.count(where: { $0 == UInt8(ascii: ".") }) > 1
        || lockFiles.contains(name.lowercased())
    else { return false }
    let lower = name.lowercased()
    return lower.hasSuffix(".lock.yml") || lower.split(separator: ".").dropLast().contains("min")
      || lockFiles.contains(lower) || isBundle(path, lower)
  }

  fileprivate static let bundled: Set<String> = ["js", "mjs", "cjs"]

  /// A build's output, whose names carry a hash of their content: `assets/index-QzGw3dNv.js`.
  private static func isBundle(_ path: String, _ name: String) -> Bool {
    guard path.folder.fileName == "assets", name.hasSuffix(".js") || name.hasSuffix(".css"),
      let dash = name.stem.utf8.lastIndex(of: UInt8(ascii: "-"))
    else { return false }
    return name.stem[dash...].utf8.count == 9
  }

  private static let byEnding: [String: FileNature] = Dictionary(
    uniqueKeysWithValues: codeEndings.map { ($0, .code) } + configurationEndings.map { ($0, .configuration) }
      + proseEndings.map { ($0, .prose) })
  private static let codeEndings: Set<String> = [
    "py", "pyi", "ipynb", "js", "mjs", "cjs", "jsx", "ts", "tsx", "mts", "cts", "vue", "svelte", "astro",
    "go", "java",
    "kt", "kts", "scala", "cs", "fs", "rs", "rb", "php", "swift", "sh", "bash", "zsh", "fish", "ps1", "lua",
    "ex", "exs",
    "clj", "dart", "r", "jl", "c", "cc", "cpp", "h", "hpp", "m", "pl",
  ]
  private static let scripts: Set<String> = ["makefile", "dockerfile", "justfile", "rakefile", "jenkinsfile"]
  private static let configurationEndings: Set<String> = [
    "yaml", "yml", "json", "jsonc", "json5", "toml", "ini", "cfg", "conf", "env", "xml", "csproj", "gradle",
    "properties",
    "tf", "bicep", "in",
  ]
  private static let proseEndings: Set<String> = [
    "md", "mdx", "markdown", "rst", "txt", "adoc", "html", "htm", "org",
  ]
  private static let lockFiles: Set<String> = [
    "package-lock.json", "pnpm-lock.yaml", "yarn.lock", "poetry.lock", "uv.lock", "cargo.lock",
    "composer.lock", "go.sum",
    // A model's words, of which some are always called as prompts are.
    "tokenizer.json", "vocab.json", "added_tokens.json",
  ]
}

extension SourceText {
  /// A script that a tool wrote for browsers: nobody's lines are a thousand characters long, time and again.
  var isMinified: Bool {
    guard bytes.count > 5000, FileNature.bundled.contains(path.fileExtension) else { return false }
    let start = bytes.prefix(50_000)
    return start.count { $0 == UInt8(ascii: "\n") } * 500 < start.count
  }
}
