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
  }

  var kind: Kind
  var text: String
  var position: Position
  /// It stands in quotes, or is a whole value of a configuration.
  var isQuoted: Bool
  /// Nothing else stands in the quotes.
  var isWhole: Bool
  var isComment: Bool
  /// The function to which it is given, as far as the line shows.
  var callee: String?
  /// The name that the line assigns it to.
  var assigned: String?
  /// One of the lines that follow lists a folder's files.
  var isBeforeListing: Bool
  /// The line lists a folder's files.
  var isNearListing: Bool
}

/// What one file gave.
struct FileHits: Sendable {
  var path: String
  var nature: FileNature
  var hits: [NameHit] = []
  /// Words of lines that list a folder's files: `readdirSync(AGENTS_DIR)`.
  var listed: Set<String> = []
  var failure: String?
}
