import CWords

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
    return name.first(".").map { Substring(name.utf8[..<$0]) } ?? name
  }

  /// The file name up to its last dot.
  package var stem: Substring {
    let name = fileName
    guard let stem = name.cut(before: "."), !stem.isEmpty else { return name }
    return stem
  }

  /// The file name's last dot and what follows it; nil without one.
  var ending: Substring? {
    let name = fileName
    return name.last(".").map { Substring(name.utf8[$0...]) }
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

extension StringProtocol {
  /// Whether a text's bytes come before another's: the order of git's trees.
  package func precedesByBytes(_ other: some StringProtocol) -> Bool {
    let order = utf8.withContiguousStorageIfAvailable { one in
      other.utf8.withContiguousStorageIfAvailable { other in
        let common = Swift.min(one.count, other.count)
        let order = common == 0 ? 0 : shelflife_order(one.baseAddress!, other.baseAddress!, common)
        return order == 0 ? one.count < other.count : order < 0
      }
    }
    return (order ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
  }
}

extension Substring {
  fileprivate func cut(before separator: Unicode.Scalar) -> Substring? {
    last(separator).map { Substring(utf8[..<$0]) }
  }

  fileprivate func cut(after separator: Unicode.Scalar) -> Substring? {
    last(separator).map { Substring(utf8[utf8.index(after: $0)...]) }
  }

  fileprivate func first(_ separator: Unicode.Scalar) -> Index? {
    let byte = UInt8(ascii: separator)
    let offset = utf8.withContiguousStorageIfAvailable { $0.firstIndex(of: byte) ?? $0.count }
    guard let offset else { return utf8.firstIndex(of: byte) }
    return offset == utf8.count ? nil : utf8.index(utf8.startIndex, offsetBy: offset)
  }

  /// Where the last separator, of ASCII, stands; a library's every path is asked for several times.
  fileprivate func last(_ separator: Unicode.Scalar) -> Index? {
    let byte = UInt8(ascii: separator)
    let offset = utf8.withContiguousStorageIfAvailable { bytes in
      var index = bytes.count &- 1
      while index >= 0, bytes[index] != byte { index &-= 1 }
      return index
    }
    guard let offset else { return utf8.lastIndex(of: byte) }
    return offset < 0 ? nil : utf8.index(utf8.startIndex, offsetBy: offset)
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
