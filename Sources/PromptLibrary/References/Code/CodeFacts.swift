import YAML

/// A text that code puts together: literals and the names whose values come between them.
struct CodeValue: Sendable, Equatable {
  enum Part: Sendable, Equatable {
    case literal(String)
    /// A variable, a constant, an attribute, a parameter: the last part of its path.
    case name(String)
    case unknown
  }

  var parts: [Part] = []
  /// Where its first literal stands.
  var offset: Int?
  var position: Position?
  /// It is a file's path that no string of the program holds: `Path(__file__).with_suffix(".md")`, a resource's name and
  /// ending.
  var isMadePath = false

  /// Puts another text behind it.
  mutating func append(_ other: CodeValue) {
    parts += other.parts
    offset = offset ?? other.offset
  }

  /// The text itself, when nothing in it is computed.
  var literal: String? {
    var text = ""
    for part in parts {
      guard case .literal(let piece) = part else { return nil }
      text += piece
    }
    return parts.isEmpty ? nil : text
  }

  var names: [String] { parts.compactMap { if case .name(let name) = $0 { name } else { nil } } }

  /// The text as a pattern; `hole` is written for `name`, and `*` for whatever else is computed.
  func pattern(hole: Character? = nil, for name: String? = nil) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .literal(let piece): text += piece
      case .name(let other) where other == name: text.append(hole ?? "*")
      case .name, .unknown: if text.last != "*" { text += "*" }
      }
    }
    return text
  }
}

/// A call, as far as it says which function is given what.
struct CodeCall: Sendable {
  struct Argument: Sendable {
    var keyword: String?
    /// What it may be: several where the code chooses one.
    var values: [CodeValue]
  }

  var callee: String
  var arguments: [Argument]
  var offset: Int
  var position: Position = .start
  /// The function around it, by its number in the file.
  var function: Int?
}

extension CodeCall {
  /// The same call in a text in which it stands further on.
  func moved(by distance: Int) -> Self {
    var call = self
    call.offset += distance
    for argument in call.arguments.indices {
      for value in call.arguments[argument].values.indices {
        if let offset = call.arguments[argument].values[value].offset {
          call.arguments[argument].values[value].offset = offset + distance
        }
      }
    }
    return call
  }
}

/// A name that is given a value: a variable, a constant, a default, an entry, a function's result.
struct CodeAssignment: Sendable {
  var name: String
  var values: [CodeValue]
  var function: Int?
}

/// A function's name, parameters and extent.
struct CodeFunction: Sendable {
  var name: String
  var parameters: [String]
  /// Its bytes, from its name to its end.
  var range: Range<Int>
  /// Somebody else may call it: it is decorated, exported by default, an entry point, or a method.
  var isFree = false
}

/// What a program says of the texts that it puts together and hands on.
struct CodeFacts: Sendable {
  var functions: [CodeFunction] = []
  var calls: [CodeCall] = []
  var assignments: [CodeAssignment] = []
  /// Bytes that no run reaches: what follows an unconditional return.
  var unreachable: [Range<Int>] = []

  /// The innermost function around a byte.
  func function(around offset: Int) -> Int? {
    var found: Int?
    for (index, function) in functions.enumerated() where function.range.contains(offset) {
      if found.map({ functions[$0].range.count > function.range.count }) ?? true { found = index }
    }
    return found
  }
}
