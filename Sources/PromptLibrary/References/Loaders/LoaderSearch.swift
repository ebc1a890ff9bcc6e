import YAML

/// Learns a repository's own loaders from how they make paths, and follows to each of them what it is given.
///
/// A function is a loader when a path that ends as prompts do is put together inside it from one of its parameters. What
/// calls it with a literal names a prompt; what calls it with a parameter of its own is a loader itself; what calls it
/// with a name is followed to the literals that the name is given, in the same file or anywhere when the name is telling.
struct LoaderSearch {
  private let index: CodeIndex
  private(set) var loaders: [PromptLoader] = []
  private(set) var names: [LoadedName] = []
  /// Calls whose argument cannot be told, by root loader.
  private(set) var open: [Int: Place] = [:]
  private var known: Set<String> = []
  private var fed: Set<FedName> = []
  private var written: Set<WrittenName> = []

  /// A name that was followed into a pattern: in one program, or in all.
  private struct FedName: Hashable {
    var file: Int?
    var name: String
    var pattern: [UInt8]
  }

  /// A pattern that was completed at a place.
  private struct WrittenName: Hashable {
    var file: Int
    var position: Position
    var pattern: [UInt8]
  }
  /// Functions and names that were looked up over all programs: a program that has none of them has no part in this.
  private var askedCalls: Set<String> = []
  private var askedNames: Set<String> = []
  /// Names that were looked up in one program alone, by its path.
  private var askedWithin: [String: Set<String>] = [:]

  private static let mostLoaders = 400
  private static let mostNames = 50_000
  private static let mostFollowed = 2_000

  init(_ index: CodeIndex) {
    self.index = index
    learn()
    var next = 0
    while next < loaders.count {
      follow(next)
      next += 1
    }
    (known, fed, written) = ([], [], [])
    foundPaths = Set(names.map(\.place.path)).union(loaders.map(\.place.path)).union(open.values.map(\.path))
  }

  /// Whether a program that comes or goes may change what was found.
  func concerns(_ file: CodeIndex.File) -> Bool {
    if !file.learnable.isEmpty || !file.listers.isEmpty { return true }
    return file.facts.calls.contains { askedCalls.contains($0.callee) }
      || file.facts.assignments.contains { askedNames.contains($0.name) }
      || file.aliases.contains { askedCalls.contains($0.name) }
  }

  /// What of a program has a part in the search, wherever it stands.
  struct Part: Equatable {
    fileprivate struct Value: Equatable {
      var name: String
      var keyword: String?
      var parts: [[CodeValue.Part]]
      var function: Int?
      var isDefinition = false
    }

    fileprivate var learnable: [Value] = []
    fileprivate var listers: [Value] = []
    fileprivate var calls: [Value] = []
    fileprivate var assignments: [Value] = []
    fileprivate var functions: [String: [String]] = [:]
    fileprivate var derived: [String: String] = [:]
  }

  /// The part that a program has; nil where something was found in it, whose place matters too.
  func part(of file: CodeIndex.File) -> Part? {
    if foundPaths.contains(file.path) { return nil }
    let facts = file.facts
    var part = Part()
    part.learnable = file.learnable.map { value, function in
      Part.Value(name: "", parts: [value.parts], function: function)
    }
    part.listers = file.listers.map {
      Part.Value(name: "\($0.parameter)", parts: [], function: $0.function, isDefinition: $0.isDeep)
    }
    for call in facts.calls where askedCalls.contains(call.callee) {
      let isDefinition = Self.isDefinition(call, in: facts)
      part.calls.append(
        Part.Value(name: call.callee, parts: [], function: call.function, isDefinition: isDefinition))
      for argument in call.arguments {
        part.calls.append(
          Part.Value(name: "", keyword: argument.keyword, parts: argument.values.map(\.parts)))
      }
    }
    let within = askedWithin[file.path] ?? []
    for assignment in facts.assignments
    where askedNames.contains(assignment.name) || within.contains(assignment.name)
      || assignment.values.contains(where: { $0.names.count == 1 && askedCalls.contains($0.names[0]) })
    {
      part.assignments.append(
        Part.Value(
          name: assignment.name, parts: assignment.values.map(\.parts), function: assignment.function))
    }
    for value in part.learnable + part.listers + part.calls + part.assignments {
      guard let function = value.function else { continue }
      part.functions["\(function) \(facts.functions[function].name)"] = facts.functions[function].parameters
    }
    if !part.functions.isEmpty { part.derived = file.derived }
    return part
  }

  /// The programs in which loaders or names given to them stand.
  private var foundPaths: Set<String> = []

  // MARK: Learning

  private mutating func learn() {
    for number in index.teaching {
      guard let file = index.files[number] else { continue }
      for lister in file.listers where FileRole(file.path) != .test {
        let function = file.facts.functions[lister.function]
        add(
          PromptLoader(
            callee: function.name, parameter: lister.parameter,
            keyword: function.parameters[lister.parameter],
            pattern: "\(PromptLoader.hole)/\(lister.isDeep ? "**" : "*")", place: Place(path: file.path),
            lists: true,
            root: loaders.count))
      }
      for (value, function) in file.learnable { learn(value, function, number) }
    }
  }

  /// Takes the function around a path in the making for a loader, and follows the names in the path.
  private mutating func learn(_ value: CodeValue, _ function: Int?, _ file: Int) {
    guard let position = value.position else { return }
    let place = Place(path: path(file), start: position)
    // The name that stands last says which prompt; what stands before it says which folder.
    for name in value.names.reversed().prefix(3) {
      let pattern = value.pattern(hole: PromptLoader.hole, for: name)
      if let loader = loader(of: name, function, file, pattern, place, root: loaders.count) {
        add(loader)
      } else {
        let count = loaders.count
        loaders.append(
          PromptLoader(callee: "", parameter: 0, keyword: name, pattern: pattern, place: place, root: count))
        feed(name, pattern, loader: count, file, depth: 0)
      }
    }
  }

  private func loader(
    of name: String, _ function: Int?, _ file: Int, _ pattern: String, _ place: Place, root: Int
  ) -> PromptLoader? {
    guard let function, let facts = index.files[file]?.facts else { return nil }
    let owner = facts.functions[function]
    let parameter = owner.parameters.contains(name) ? name : derivation(of: name, function, file)
    guard let parameter, let number = owner.parameters.firstIndex(of: parameter) else { return nil }
    return PromptLoader(
      callee: owner.name, parameter: number, keyword: parameter, pattern: pattern, place: place, root: root)
  }

  /// The parameter that a local name of a function is made from.
  private func derivation(of name: String, _ function: Int, _ file: Int) -> String? {
    index.files[file]?.derived["\(function)\u{0}\(name)"]
  }

  private func path(_ file: Int) -> String { index.files[file]?.path ?? "" }

  private mutating func add(_ loader: PromptLoader) {
    guard loaders.count < Self.mostLoaders, known.insert(loader.key).inserted, loader.pattern.utf8.count < 200
    else {
      return
    }
    loaders.append(loader)
  }

  // MARK: Following

  private mutating func follow(_ number: Int) {
    let loader = loaders[number]
    guard !loader.callee.isEmpty else { return }
    let callees = [loader.callee] + index.aliases(of: loader.callee)
    askedCalls.formUnion(callees)
    for (file, position) in callees.flatMap({ index.calls(of: $0) }) {
      guard let facts = index.files[file]?.facts, reaches(file, loader) else { continue }
      let call = facts.calls[position]
      if Self.isDefinition(call, in: facts) { continue }
      guard let argument = Self.argument(of: loader, in: call, path(file)) else { continue }
      for value in argument.values {
        take(value, loader.pattern, loader: number, file, call.function, at: call.position, depth: 0)
      }
    }
  }

  /// A definition's parameters look like a call's arguments.
  static func isDefinition(_ call: CodeCall, in facts: CodeFacts) -> Bool {
    facts.functions.contains { function in
      function.range.contains(call.offset) && function.name == call.callee
        && call.offset - function.range.lowerBound <= call.callee.utf8.count + 12
    }
  }

  private static let common: Set<String> = [
    "load", "get", "read", "render", "open", "run", "call", "fetch", "format", "build", "create", "add",
    "use", "init",
    "main", "execute", "invoke", "generate", "process", "send", "write", "update", "parse", "make", "set",
    "find",
  ]

  /// A common function name means this loader only near its definition.
  private func reaches(_ file: Int, _ loader: PromptLoader) -> Bool {
    guard Self.common.contains(loader.callee) || loader.callee.utf8.count < 4 else { return true }
    let top = loader.place.path.folder
    let path = path(file)
    return path.folder == top || (!top.isEmpty && path.hasPrefix(top + "/")) || path == loader.place.path
  }

  private static func argument(
    of loader: PromptLoader, in call: CodeCall, _ path: String
  ) -> CodeCall.Argument? {
    // A variable is called with its sign in PHP, and an argument without it.
    let keyword = loader.keyword.drop { $0 == "$" }
    if let named = call.arguments.first(where: { $0.keyword.map { $0[...] == keyword } ?? false }) {
      return named
    }
    guard call.arguments.indices.contains(loader.parameter) else { return nil }
    let argument = call.arguments[loader.parameter]
    // Arguments keep their order in Swift, whatever their labels.
    return argument.keyword == nil || path.hasSuffix(".swift") ? argument : nil
  }

  /// Puts a value in a loader's pattern: a literal is a name, a parameter makes another loader, a name is followed.
  private mutating func take(
    _ value: CodeValue, _ pattern: String, loader: Int, _ file: Int, _ function: Int?, at position: Position,
    depth: Int
  ) {
    guard names.count < Self.mostNames, depth < 5 else { return }
    let place = Place(path: path(file), start: value.position ?? position)
    func add(_ text: String) {
      let name = LoadedName(
        pattern: Self.fill(pattern, text), place: place, function: function, loader: loader,
        text: text)
      // Bytes are hashed faster than texts, and there are thousands.
      let key = WrittenName(
        file: file, position: value.position ?? position, pattern: Array(name.pattern.utf8))
      if written.insert(key).inserted { names.append(name) }
    }
    if let literal = value.literal {
      if !literal.isEmpty, literal.utf8.count < 160, !literal.contains("\n") { add(literal) }
      return
    }
    // What is put together from many pieces is a text, and no name.
    guard value.parts.count < 4 else { return }
    let text = value.pattern()
    guard text.utf8.allSatisfy({ NameScanner.isPart[Int($0)] || $0 == UInt8(ascii: "*") }) else { return }
    if text.utf8.count(where: { $0.isWordByte }) > 2 { add(text) }
    // A listed folder is written where it is listed or a call away from there.
    if loaders[loader].lists, value.parts.count > 1 { return }
    let candidates = value.names.filter { !Self.nothing.contains($0) }.suffix(2)
    if candidates.isEmpty, text == "*" { open[loaders[loader].root] = open[loaders[loader].root] ?? place }
    for name in candidates {
      let inner = Self.fill(pattern, value.pattern(hole: PromptLoader.hole, for: name))
      let owner = self.loader(
        of: name, function, file, inner, loaders[loader].place, root: loaders[loader].root)
      if var owner {
        owner.lists = loaders[loader].lists
        self.add(owner)
      }
      // A listed folder's name is followed where it says what it holds, or stands in the same file; and no further.
      if loaders[loader].lists, depth > 0 || value.parts.count > 1 { continue }
      let isFound = feed(name, inner, loader: loader, file, depth: depth + 1)
      if !isFound, owner == nil, text == "*" {
        open[loaders[loader].root] = open[loaders[loader].root] ?? place
      }
    }
  }

  private static let nothing: Set<String> = [
    "None", "null", "nil", "undefined", "self", "this", "true", "false", "True", "False", "cls", "super",
  ]
  private static let vague: Set<String> = [
    "name", "path", "key", "file", "value", "text", "type", "filename", "data", "item", "content", "title",
    "label",
    "file_name", "fileName", "args", "model", "input", "output", "result", "message", "id", "kind", "role",
    "mode",
    "line", "default", "description", "url", "source", "target", "other", "fname", "category", "version",
  ]

  /// Writes a text for the hole of a pattern; what is computed twice in a row is computed once.
  private static func fill(_ pattern: String, _ text: String) -> String {
    let star = UInt8(ascii: "*")
    var result: [UInt8] = []
    result.reserveCapacity(pattern.utf8.count + text.utf8.count)
    for byte in pattern.utf8 {
      if byte == 1 {
        for inner in text.utf8 where inner != star || result.last != star { result.append(inner) }
      } else if byte != star || result.last != star || pattern.hasSuffix("**") {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let telling = ["prompt", "template", "instruction", "persona"].map { Array($0.utf8) }

  /// Whether a name means the same in every file: a constant, or a name that says what it holds.
  private static func isTelling(_ name: String) -> Bool {
    if name.utf8.count < 5 || vague.contains(name) { return false }
    if name.utf8.allSatisfy({ $0.isWordByte && !(97...122).contains($0) }) { return true }
    let lower = name.utf8.map(\.lowercased)
    return telling.contains { offset(of: $0, in: lower, 0..<lower.count) != nil }
  }

  /// Follows a name to what it is given; false when nothing gives it anything.
  @discardableResult
  private mutating func feed(_ name: String, _ pattern: String, loader: Int, _ file: Int, depth: Int) -> Bool
  {
    guard depth < 5, fed.count < Self.mostFollowed, pattern.utf8.count < 120,
      pattern.utf8.count(where: { $0 == UInt8(ascii: "*") }) < 4
    else { return true }
    let isVague = !Self.isTelling(name)
    let key = FedName(file: isVague ? file : nil, name: name, pattern: Array(pattern.utf8))
    guard fed.insert(key).inserted else { return true }
    var isFound = false
    if isVague { askedWithin[path(file), default: []].insert(name) } else { askedNames.insert(name) }
    for (other, number) in index.assignments(to: name) where other == file || !isVague {
      guard let assignment = index.files[other]?.facts.assignments[number] else { continue }
      for value in assignment.values where value.names != [name] {
        if value.literal != nil || value.names.contains(where: { !Self.nothing.contains($0) }) {
          isFound = true
        }
        take(
          value, pattern, loader: loader, other, assignment.function, at: value.position ?? .start,
          depth: depth)
      }
    }
    return isFound
  }
}
