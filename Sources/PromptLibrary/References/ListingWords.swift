/// The calls by which programs list a folder's files, told apart while a text is gone through.
///
/// A file that lists what it is given may hold no name of a prompt at all, and is read for its functions.
enum ListingWords {
  private static let words = [
    "listdir(", "iterdir(", "scandir(", "rglob(", "glob(", "iglob(", "walk(", "Walk(", "WalkDir(", "readdir(",
    "readdirSync(", "readDir(", "read_dir(", "ReadDir(", "GetFiles(", "EnumerateFiles(", "listFiles(",
    "list_files(", "contentsOfDirectory(", "opendir(", "globSync(", "Glob(", "each_child(", "children(",
    "newDirectoryStream(", "walkTopDown(", "walkFileTree(", "list_templates(",
  ].map { Array($0.utf8) }

  /// The words that begin with two bytes, by the number that `first` has for these, from 1.
  private static let groups = Dictionary(grouping: words) { Int($0[0]) << 8 | Int($0[1]) }
    .sorted { $0.key < $1.key }.map { (key: $0.key, words: $0.value) }
  private static let first: [UInt8] = {
    var first = [UInt8](repeating: 0, count: 65_536)
    for (number, group) in groups.enumerated() { first[group.key] = UInt8(number + 1) }
    return first
  }()

  /// Whether one of them begins at an offset, or behind a dot there.
  static func begin(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, _ limit: Int) -> Bool {
    let start = bytes[offset] == UInt8(ascii: ".") ? offset &+ 1 : offset
    guard start &+ 5 <= limit else { return false }
    let group = first[Int(bytes[start]) << 8 | Int(bytes[start &+ 1])]
    guard group > 0 else { return false }
    return groups[Int(group) &- 1].words.contains { word in
      guard bytes[start &+ 2] == word[2], start &+ word.count <= limit else { return false }
      return bytes[start..<start &+ word.count].elementsEqual(word)
    }
  }
}
