extension StringProtocol where SubSequence == Substring {
  /// What follows the last slash.
  package var fileName: Substring { self[...].cut(after: "/") ?? self[...] }

  /// What precedes the last slash; empty at the top.
  package var folder: Substring { self[...].cut(before: "/") ?? self[startIndex..<startIndex] }

  /// The file name with the folder that it lies in: `night/role.txt`.
  package var withFolderName: Substring {
    let whole = self[...]
    guard let slash = whole.utf8.lastIndex(of: UInt8(ascii: "/")),
      let before = whole[..<slash].utf8.lastIndex(of: UInt8(ascii: "/"))
    else { return whole }
    return whole[whole.utf8.index(after: before)...]
  }

  /// The file name up to its first dot.
  package var bareName: Substring {
    let name = fileName
    return name.utf8.firstIndex(of: UInt8(ascii: ".")).map { name[..<$0] } ?? name
  }

  /// The file name up to its last dot.
  package var stem: Substring {
    let name = fileName
    guard let stem = name.cut(before: "."), !stem.isEmpty else { return name }
    return stem
  }

  /// Whether this is a file that speaks about its folder, whatever its suffix says (`README.prompt.md`).
  ///
  /// In small letters it may as well be a prompt that writes one.
  package var isReadMe: Bool { fileName.utf8.starts(with: "README.".utf8) }

  /// What follows the file name's last dot, lower case; empty without one.
  package var fileExtension: String {
    let name = fileName
    guard let ending = name.cut(after: "."), ending.utf8.count + 1 < name.utf8.count else { return "" }
    return ending.lowercased()
  }
}

extension Substring {
  fileprivate func cut(before separator: Unicode.Scalar) -> Substring? {
    utf8.lastIndex(of: UInt8(ascii: separator)).map { self[..<$0] }
  }

  fileprivate func cut(after separator: Unicode.Scalar) -> Substring? {
    utf8.lastIndex(of: UInt8(ascii: separator)).map { self[utf8.index(after: $0)...] }
  }
}

extension String {
  /// Whether no part is empty or begins with a dot: nothing is to be resolved then.
  private var isPlainPath: Bool {
    var isStart = true
    for byte in utf8 {
      if isStart, byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") { return false }
      isStart = byte == UInt8(ascii: "/")
    }
    return !isStart || isEmpty
  }

  /// Resolves `.` and `..`; nil when the path leaves the repository or is absolute.
  package var normalizedPath: String? {
    guard !hasPrefix("/"), !hasPrefix("~") else { return nil }
    if isPlainPath { return self }
    return utf8.contains { $0 >= 0x80 } ? normalizedByCharacters : normalizedByBytes
  }

  private var normalizedByCharacters: String? {
    var parts: [Substring] = []
    for part in split(separator: "/") where part != "." {
      if part == ".." {
        if parts.popLast() == nil { return nil }
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  /// The same for ASCII: every link of a page of links passes here.
  private var normalizedByBytes: String? {
    let (slash, dot) = (UInt8(ascii: "/"), UInt8(ascii: "."))
    var result: [UInt8] = []
    result.reserveCapacity(utf8.count)
    for part in Array(utf8).split(separator: slash) where part != [dot] {
      if part == [dot, dot] {
        if result.isEmpty { return nil }
        result.removeSubrange((result.lastIndex(of: slash) ?? 0)...)
      } else {
        if !result.isEmpty { result.append(slash) }
        result.append(contentsOf: part)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// This path as seen from the folder of `file`; nil when it leaves the repository.
  package func resolved(fromFolderOf file: String) -> String? {
    let folder = file.folder
    return (folder.isEmpty ? self : String(folder) + "/" + self).normalizedPath
  }
}
