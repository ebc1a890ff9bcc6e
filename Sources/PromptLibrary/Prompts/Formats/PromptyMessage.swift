/// One message of a Prompty body.
struct PromptyMessage: Equatable {
  var role: String
  var text: ArraySlice<UInt8>

  private static let roles = ["system", "user", "assistant", "developer", "tool", "function"]

  /// Cuts a body at its role lines: `system:`, with an optional `#` before and `[attributes]` within.
  ///
  /// Text before the first role line is the system's; a role line whose name the template computes is text.
  static func split(_ body: ArraySlice<UInt8>) -> [PromptyMessage] {
    var messages: [PromptyMessage] = []
    var role = "system"
    var start = body.startIndex
    var cursor = start
    func close(at end: Int) {
      let text = body[start..<end].trimmedOfSpace
      if !text.isEmpty { messages.append(PromptyMessage(role: role, text: text)) }
    }
    while cursor < body.endIndex {
      var end = cursor
      while end < body.endIndex, body[end] != UInt8(ascii: "\n"), body[end] != UInt8(ascii: "\r") { end += 1 }
      if let next = Self.role(of: body[cursor..<end]) {
        close(at: cursor)
        role = next
        start = end
      }
      cursor = end + 1
    }
    close(at: body.endIndex)
    return messages
  }

  /// The role, with its attributes, that a line gives; nil for a line of text.
  private static func role(of line: ArraySlice<UInt8>) -> String? {
    // The longest role line holds a role and some attributes; a huge line is text.
    guard line.count < 300 else { return nil }
    var line = line.trimmedOfSpace
    if line.first == UInt8(ascii: "#") { line = line.dropFirst().trimmedOfSpace }
    guard line.last == UInt8(ascii: ":") else { return nil }
    line = line.dropLast().trimmedOfSpace
    let name = String(decoding: line.prefix { $0.isWordByte }, as: UTF8.self).lowercased()
    guard roles.contains(name) else { return nil }
    let attributes = line.dropFirst(name.utf8.count).trimmedOfSpace
    if attributes.isEmpty { return name }
    guard attributes.first == UInt8(ascii: "["), attributes.last == UInt8(ascii: "]") else { return nil }
    return name + String(decoding: attributes, as: UTF8.self)
  }
}
