package import Git
package import YAML

/// What the model would see of a prompt, in one canonical form whose hash is the prompt's version.
///
/// Messages, parameters, tools and response schema count; governance metadata, key order, comments and line
/// ends do not. Each part is written as `name length\n bytes\n`, so that no two behaviours share a form.
package struct Behaviour: Sendable {
  private var bytes: [UInt8] = []

  package init() {}

  /// The version of a prompt that is one text and nothing else.
  package static func version(of template: some Collection<UInt8>) -> ObjectID {
    var behaviour = Behaviour()
    behaviour.add("template", template)
    return behaviour.version
  }

  /// The version of a prompt whose text is not known yet.
  static let unknown = version(of: [])

  package mutating func add(_ name: String, _ text: some Collection<UInt8>) {
    let start = bytes.count
    // At once, since each of the three parts would make it grow.
    bytes.reserveCapacity(start + name.utf8.count + text.count + 24)
    bytes += "\(name) \(text.count)\n".utf8
    let textStart = bytes.count
    bytes += text
    if offset(of: UInt8(ascii: "\r"), in: bytes, textStart..<bytes.count) != nil {
      let text = bytes[textStart...].withLineFeedsAlone
      bytes.removeSubrange(start...)
      bytes += "\(name) \(text.count)\n".utf8
      bytes += text
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  package mutating func add(_ name: String, _ text: String) { add(name, text.utf8) }

  /// Adds a structured value; keys in order of their bytes.
  package mutating func add(_ name: String, _ node: Node?) {
    guard let node, !node.isNull else { return }
    var text = ""
    Self.write(node, to: &text)
    add(name, text.utf8)
  }

  package var version: ObjectID { Repository.blobID(of: bytes) }

  private static func write(_ node: Node, to text: inout String) {
    switch node.content {
    case .scalar(let value, let style):
      // A quoted "1" and a plain 1 are two values; 1.0 and 1 as written are kept apart, which errs to "changed".
      text += style == .plain ? value : "\"\(value)\""
    case .sequence(let items):
      text += "["
      for item in items {
        write(item, to: &text)
        text += ","
      }
      text += "]"
    case .mapping(let pairs):
      text += "{"
      for pair in pairs.sorted(by: { ($0.key.text ?? "") < ($1.key.text ?? "") }) {
        write(pair.key, to: &text)
        text += ":"
        write(pair.value, to: &text)
        text += ","
      }
      text += "}"
    }
  }
}
