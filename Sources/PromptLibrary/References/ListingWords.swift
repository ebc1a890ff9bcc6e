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

  private static let first: [Bool] = {
    var first = [Bool](repeating: false, count: 65_536)
    for word in words { first[Int(word[0]) << 8 | Int(word[1])] = true }
    return first
  }()

  /// Whether one of them begins at an offset, or behind a dot there.
  static func begin(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, _ limit: Int) -> Bool {
    let start = bytes[offset] == UInt8(ascii: ".") ? offset &+ 1 : offset
    guard start &+ 5 <= limit, first[Int(bytes[start]) << 8 | Int(bytes[start &+ 1])] else { return false }
    return words.contains { word in
      start &+ word.count <= limit && bytes[start..<start &+ word.count].elementsEqual(word)
    }
  }
}
