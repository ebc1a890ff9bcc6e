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

  /// The words by the two bytes before the bracket, as a set of 65,536 bits.
  static let lastPairs: [UInt64] = {
    var bits = [UInt64](repeating: 0, count: 65_536 / 64)
    for word in words { bits.insert(Int(word[word.count - 3]) << 8 | Int(word[word.count - 2]), in: 0) }
    return bits
  }()

  /// Whether a bracket is that of such a call.
  static func end(_ bytes: UnsafeBufferPointer<UInt8>, at bracket: Int) -> Bool {
    words.contains { word in
      let start = bracket &+ 1 &- word.count
      guard start >= 0, bytes[bracket &- 1] == word[word.count &- 2],
        bytes[start...bracket].elementsEqual(word)
      else { return false }
      guard start > 0 else { return true }
      let before = bytes[start &- 1]
      return !NameScanner.isPart[Int(before)] || before == UInt8(ascii: ".") || before == UInt8(ascii: "/")
    }
  }
}
