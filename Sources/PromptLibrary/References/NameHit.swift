import YAML

/// A word of a file that could mean prompts, with what stands around it.
struct NameHit: Sendable {
  enum Kind: Sendable {
    /// The last part is a prompt's file name.
    case fileName
    /// The last part is a prompt's stem or id.
    case stem
    /// A folder that holds prompts.
    case folder
    /// A name with computed parts, as `*`, that ends as prompts do or lies in their folder.
    case pattern
    /// A file or folder that becomes part of the program: `//go:embed`.
    case embed
    /// The path of a file that ends as prompts do, in a folder of theirs, and is none of them.
    case absent
  }

  var kind: Kind
  var text: String
  var position: Position
  /// It stands in quotes, or is a whole value of a configuration.
  var isQuoted = true
  /// Nothing else stands in the quotes.
  var isWhole = true
  var isComment = false
  /// The function to which it is given.
  var callee: String?
  /// The name that the line assigns it to.
  var assigned: String?
  /// The parameter that it is given for: `make(prompt: "sort")`.
  var keyword: String?
  /// That name is an entry's, or an option's.
  var isEntry = false
  /// A file and a key in it, as `module.file:key`.
  var isKeyed = false
  /// A resource's name, whose dots were slashes: the folders in front of it may be none.
  var isResource = false
  /// Something is compared with it.
  var isCompared = false
  /// It is an entry's key, which names a prompt only where the code goes on to load what the keys say.
  var isKey = false
  /// What else stands in the same call or path: folders, perhaps.
  var beside: [String] = []
  /// The function around it, by its number in the file.
  var function: Int?
  /// No run reaches it, because it follows a return.
  var isUnreachable = false
  /// Some line close by lists a folder's files.
  var isBeforeListing = false
  /// A template takes it in: `{{> part.md}}`.
  var isIncluded = false
  /// It names a folder whose files are listed.
  var isNearListing = false
  /// What is listed is the folder with all folders in it.
  var isDeep = false
  /// A function completes it from its parameter, so that the function's callers say what it is.
  var isParameter = false
}

/// What one file gave.
struct FileHits: Sendable {
  let path: String
  let nature: FileNature
  /// The file's part in the repository: asked for at each of its names, and told once where it has any.
  var role: FileRole { known ?? FileRole(path) }
  private var known: FileRole?
  var hits: [NameHit] = [] {
    didSet { if known == nil, !hits.isEmpty { known = FileRole(path) } }
  }
  /// Names that hold folders whose files are listed: `readdirSync(AGENTS_DIR)`.
  var listed: Set<String> = []
  /// What the program puts together and hands on, where it was read.
  var facts: CodeFacts?
  /// Parameters of functions that list what they are given.
  var listers: [(function: Int, parameter: Int, isDeep: Bool)] = []
  /// Prompts that the program holds itself, where they are asked for.
  var shadows: [ShadowPrompt] = []
  let failure: String?

  init(path: String, nature: FileNature, failure: String? = nil) {
    self.path = path
    self.nature = nature
    self.failure = failure
  }
}
