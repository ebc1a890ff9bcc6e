import YAML

extension WorkflowFile {
  /// An engine's file that is its engine's for certain and does not parse.
  static func broken(_ source: SourceText, _ language: String, _ error: YAMLError) -> WorkflowFile {
    WorkflowFile(problems: [
      SourceProblem(
        .syntax, "This is not valid \(language): \(error.message).",
        at: Place(path: source.path, start: error.position))
    ])
  }

  /// Workflows that hold a step; one without is none of the library's business.
  init(keeping workflows: [Workflow]) { self.init(workflows: workflows.filter { !$0.steps.isEmpty }) }
}

extension SourceText {
  /// Whether the bytes hold `word`: a filter before anything is parsed.
  func contains(_ word: String) -> Bool { offset(of: Array(word.utf8), in: bytes, 0..<bytes.count) != nil }

  /// Whether some line starts with `word`.
  func hasLine(startingWith word: String) -> Bool {
    bytes.starts(with: word.utf8) || contains("\n" + word)
  }

  /// Where `word` stands inside a scalar, or the scalar as a whole when its text is written in another way.
  func place(of word: String, in node: Node) -> Place {
    let needle = Array(word.utf8)
    guard !needle.isEmpty, node.end > node.start else { return place(of: node) }
    var line = 1
    for content in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      defer { line += 1 }
      guard line >= node.start.line else { continue }
      guard line <= node.end.line else { break }
      guard content.count >= needle.count else { continue }
      for start in content.startIndex...(content.endIndex - needle.count)
      where content[start] == needle[0] && content[start...].starts(with: needle) {
        let column = content[..<start].reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        let position = Position(line: line, column: column)
        guard position >= node.start, position < node.end else { continue }
        let width = word.unicodeScalars.count
        return Place(path: path, start: position, end: Position(line: line, column: column + width))
      }
    }
    return place(of: node)
  }
}

extension Workflow {
  /// Sets what follows each step from the engine's own edges; nodes that are no steps are passed through.
  mutating func connect(_ edges: [(from: String, to: String, place: Place)]) {
    let known = Set(steps.map(\.id))
    var following: [String: [(to: String, place: Place)]] = [:]
    for edge in edges { following[edge.from, default: []].append((edge.to, edge.place)) }
    for index in steps.indices {
      var seen: Set<String> = [steps[index].id]
      var queue = following[steps[index].id] ?? []
      var position = 0
      while position < queue.count {
        let (node, place) = queue[position]
        position += 1
        guard seen.insert(node).inserted else { continue }
        if known.contains(node) {
          steps[index].next.append(Located(node, at: place))
        } else {
          queue += following[node] ?? []
        }
      }
    }
  }
}

extension String {
  /// This key as a part of a JSON Pointer.
  var pointerPart: String { replacing("~", with: "~0").replacing("/", with: "~1") }

  /// A name as a part of a step id: what is no letter, digit or mark of an id becomes one dash.
  var slug: String {
    var result = ""
    for byte in utf8 {
      if byte.isWordByte {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else if !result.isEmpty, result.utf8.last != UInt8(ascii: "-") {
        result += "-"
      }
    }
    if result.utf8.last == UInt8(ascii: "-") { result.removeLast() }
    return result
  }

  /// This folder with `path` in it; the top has an empty name.
  func appending(path: String) -> String { isEmpty ? path : "\(self)/\(path)" }

  /// A path inside the repository whose suffix a prompt may have: a plain word, without computed parts.
  var looksLikePromptPath: Bool {
    let name = fileName
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex,
      Self.promptSuffixes.contains(name[name.utf8.index(after: dot)...].lowercased()),
      let first = utf8.first, first != UInt8(ascii: "/"), first != UInt8(ascii: "~"),
      first != UInt8(ascii: "-")
    else { return false }
    return utf8.allSatisfy { $0.isWordByte || $0 >= 0x80 || "./-+@".utf8.contains($0) }
      && !contains("//")
  }

  /// A path of a kind that holds nothing but a prompt.
  var looksLikeTemplatePath: Bool {
    looksLikePromptPath && ["jinja2", "j2", "jinja", "prompty", "prompt"].contains(fileExtension)
  }

  private static let promptSuffixes: Set<String> = [
    "md", "mdx", "txt", "yml", "yaml", "json", "jinja2", "jinja", "j2", "prompty", "prompt", "mustache",
    "hbs", "handlebars", "liquid", "toml", "tmpl", "xml",
  ]
}
