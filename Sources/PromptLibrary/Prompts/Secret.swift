import CWords
import YAML

/// A credential written into a text: known key shapes only, so that a long word is no alarm.
package struct Secret: Sendable, Equatable {
  /// What it opens, as "OpenAI API key".
  package var kind: String
  package var place: Place

  package init(kind: String, place: Place) {
    self.kind = kind
    self.place = place
  }
}

extension Secret {
  /// Finds credentials in a file's text, at most a hundred.
  ///
  /// Every key but a PEM header is a run of at least twenty key characters, which a mask of 64 bytes shows at once.
  package static func find(in source: SourceText) -> [Secret] {
    let bytes = source.bytes
    var found: [Secret] = []
    var index = 0
    while let run = firstRun(in: bytes, from: index), found.count < 100 {
      search(run, in: source, into: &found)
      index = run.upperBound
    }
    let dash = UInt8(ascii: "-")
    var header = offset(of: dash, dash, in: bytes, 0..<bytes.count) ?? bytes.count
    while found.count < 100,
      let start = offset(of: Array("-----BEGIN ".utf8), in: bytes, header..<bytes.count)
    {
      search(start..<start + 1, in: source, into: &found)
      header = start + 1
    }
    return found.sorted { $0.place < $1.place }
  }

  private static let shortest = 20

  /// The next run of at least `shortest` key characters; `first` is no such character behind another.
  private static func firstRun(in bytes: [UInt8], from first: Int) -> Range<Int>? {
    bytes.withUnsafeBufferPointer { text in
      var block = first
      while block &+ shortest <= text.count {
        let mask = shelflife_key_mask_of(text.baseAddress! + block, text.count &- block)
        // Bits that begin two in a row, then four, eight, sixteen and twenty.
        var runs = mask & (mask >> 1)
        runs &= runs >> 2
        runs &= runs >> 4
        runs &= runs >> 8
        runs &= runs >> 4
        if runs != 0 {
          let start = block &+ runs.trailingZeroBitCount
          var end = start &+ shortest
          while end < text.count, KeyShape.isKeyByte[Int(text[end])] { end &+= 1 }
          return start..<end
        }
        // A run that begins in the last bytes of the block is met whole in the next.
        block &+= 64 &- shortest &+ 1
      }
      return nil
    }
  }

  /// Looks for keys that start within a range.
  private static func search(_ range: Range<Int>, in source: SourceText, into found: inout [Secret]) {
    let bytes = source.bytes
    let (firsts, seconds) = (KeyShape.firstBytes, KeyShape.secondBytes)
    var index = range.lowerBound
    while index < range.upperBound, index + 9 < bytes.count, found.count < 100 {
      guard firsts[Int(bytes[index])], seconds[Int(bytes[index + 1])], startsWord(at: index, in: bytes),
        let (shape, end) = match(at: index, in: bytes)
      else {
        index += 1
        continue
      }
      let secret = Secret(kind: shape.kind, place: source.place(index..<end))
      if !found.contains(secret) { found.append(secret) }
      index = end
    }
  }

  /// Whether what stands before ends a word; `\n` in a quoted text does.
  private static func startsWord(at index: Int, in bytes: [UInt8]) -> Bool {
    guard index > 0, bytes[index - 1].isWordByte || bytes[index - 1] == UInt8(ascii: "-") else { return true }
    if bytes[index] == UInt8(ascii: "-") { return bytes[index - 1] != UInt8(ascii: "-") }
    return index > 1 && bytes[index - 2] == UInt8(ascii: "\\") && "nrt".utf8.contains(bytes[index - 1])
  }

  private static func match(at index: Int, in bytes: [UInt8]) -> (shape: KeyShape, end: Int)? {
    for shape in KeyShape.all where shape.prefix[0] == bytes[index] && shape.prefix[1] == bytes[index + 1] {
      guard bytes.count - index > shape.prefix.count else { continue }
      var offset = 2
      while offset < shape.prefix.count, bytes[index + offset] == shape.prefix[offset] { offset += 1 }
      guard offset == shape.prefix.count else { continue }
      let start = index + shape.prefix.count
      if shape.isPEM {
        if let end = endOfPEMHeader(from: start, in: bytes) { return (shape, end) }
        continue
      }
      var end = start
      while end < bytes.count, shape.allows(bytes[end]) { end += 1 }
      let key = bytes[start..<end]
      if shape.lengths.contains(key.count), shape.hasForm(key), !isPlaceholder(key) { return (shape, end) }
    }
    return nil
  }

  /// The end of a private key's header line when key material follows; documentation shows the line alone.
  private static func endOfPEMHeader(from start: Int, in bytes: [UInt8]) -> Int? {
    let kinds = ["", "RSA ", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED ", "PGP "]
    let endings = ["PRIVATE KEY-----", "PRIVATE KEY BLOCK-----"]
    let rest = bytes[start...].prefix(48)
    for kind in kinds {
      for ending in endings where rest.starts(with: (kind + ending).utf8) {
        let header = start + kind.utf8.count + ending.utf8.count
        var index = header
        // A line end, or `\n` where the key stands in a quoted text.
        while index < bytes.count, bytes[index] <= 32 || bytes[index] == UInt8(ascii: "\\") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        let line = bytes[min(index, bytes.count)...].prefix { byte in
          byte.isWordByte && byte != UInt8(ascii: "_") || "+/=".utf8.contains(byte)
        }
        if line.starts(with: "Proc".utf8) || (line.count >= 40 && !isPlaceholder(line)) { return header }
      }
    }
    return nil
  }

  /// Whether the random part is not random: few different characters, a run of the alphabet, the word "example".
  private static func isPlaceholder(_ key: ArraySlice<UInt8>) -> Bool {
    if Set(key.prefix(200)).count < 8 { return true }
    let lower = SourceText(path: "", bytes: key.map { (65...90).contains($0) ? $0 | 0x20 : $0 })
    let words = [
      "example", "xxxx", "0000", "12345678", "abcdefg", "placeholder", "your", "redacted", "changeme",
    ]
    return words.contains { lower.firstOffset(of: Array($0.utf8), from: 0) != nil }
  }
}

extension PromptFile {
  /// Notes the credentials of a file on its first prompt: of a finding, the place says the rest.
  package mutating func addSecrets(in source: SourceText) {
    guard !prompts.isEmpty else { return }
    prompts[0].secrets += Secret.find(in: source)
  }
}
