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

  /// What it would have to be given to make a path that ends so, where it adds the same to every name; `asked` is what it was
  /// given.
  func argument(for path: String, asked: String) -> String? {
    let parts = pattern.split(separator: Self.hole, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].contains("*") else { return nil }
    let head = parts[0].split(separator: "*", omittingEmptySubsequences: false).last ?? ""
    guard path.hasSuffix(parts[1]) else { return nil }
    let bare = path.dropLast(parts[1].count)
    let folder = head.drop { $0 == "/" || $0 == "." }
    // Who adds no folder is given it.
    if folder.isEmpty {
      return asked.folder.isEmpty ? String(bare.fileName) : "\(asked.folder)/\(bare.fileName)"
    }
    if bare.hasPrefix(folder) { return String(bare.dropFirst(folder.count)) }
    return bare.ranges(of: "/" + folder).last.map { String(bare[$0.upperBound...]) }
  }

  /// What two loaders that are the same have in common.
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
