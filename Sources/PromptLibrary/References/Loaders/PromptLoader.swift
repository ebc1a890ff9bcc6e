/// A function of the repository that makes a prompt's path from what it is given.
struct PromptLoader: Sendable {
  /// What stands for the argument in the pattern.
  static let hole: Character = "\u{1}"

  var callee: String
  /// The parameter's number and name.
  var parameter: Int
  var keyword: String
  /// The path that it makes: `prompts/\u{1}.md`; `*` is what else is computed.
  var pattern: String
  /// Where the path is made.
  var place: Place
  /// It lists the files of the folder that it is given.
  var lists = false
  /// The loader that this one hands its argument to in the end.
  var root: Int

  /// Whether nothing but an ending is added to the name.
  var key: String { "\(callee)\u{0}\(parameter)\u{0}\(pattern)" }
}

/// A prompt's path that some call completes.
struct LoadedName: Sendable {
  /// The path with `*` for what is still computed.
  var pattern: String
  var place: Place
  var function: Int?
  /// The loader that it is given to, by number.
  var loader: Int
  /// What the code says.
  var text: String
}
