import YAML

/// What many programs put together and hand on, by the names of their functions and variables.
struct CodeIndex: Sendable {
  /// One program of the index.
  struct File: Sendable {
    let path: String
    let facts: CodeFacts
    let listers: [(function: Int, parameter: Int, isDeep: Bool)]
    /// Values that end as prompts' paths do and have computed parts: where loaders are learned from.
    let learnable: [(value: CodeValue, function: Int?)]
    /// The locals of a function that are made from one of its parameters.
    let derived: [String: String]

    init?(_ hits: FileHits, _ isPattern: ([UInt8]) -> Bool) {
      guard let facts = hits.facts else { return nil }
      (path, self.facts, listers) = (hits.path, facts, hits.listers)
      derived = Self.derivations(facts)
      aliases = Self.aliases(facts)
      var learnable: [(CodeValue, Int?)] = []
      func add(_ value: CodeValue, _ function: Int?) {
        if value.position != nil, !value.names.isEmpty, isPattern(Array(value.pattern().utf8)) {
          learnable.append((value, function))
        }
      }
      if hits.role != .test {
        for call in facts.calls {
          for argument in call.arguments { for value in argument.values { add(value, call.function) } }
        }
        for assignment in facts.assignments {
          for value in assignment.values { add(value, assignment.function) }
        }
      }
      self.learnable = learnable
    }

    private static func derivations(_ facts: CodeFacts) -> [String: String] {
      var result: [String: String] = [:]
      for assignment in facts.assignments {
        guard let function = assignment.function else { continue }
        let parameters = facts.functions[function].parameters
        guard !parameters.isEmpty else { continue }
        for value in assignment.values {
          if let found = value.names.last(where: { parameters.contains($0) && $0 != assignment.name }) {
            result["\(function)\u{0}\(assignment.name)"] = found
          }
        }
      }
      return result
    }

    /// Other names of functions: `loader = loadPrompt`.
    let aliases: [(name: String, alias: String)]

    private static func aliases(_ facts: CodeFacts) -> [(name: String, alias: String)] {
      facts.assignments.flatMap { assignment in
        assignment.values.compactMap { value in
          guard case .name(let name)? = value.parts.first, value.parts.count == 1, name != assignment.name
          else { return nil }
          return (name, assignment.name)
        }
      }
    }
  }

  /// The programs by number; a number that was given up is nil and used again.
  private(set) var files: [File?] = []
  private var free: [Int] = []
  private var calls: [String: Places] = [:]
  private var assignments: [String: Places] = [:]
  private var aliases: [String: [String: Int]] = [:]
  /// Programs that loaders may be learned from.
  private var teachers: Set<Int> = []

  init() {}

  /// The programs of files in order of path, of which `jobs` threads take several at once.
  init(_ hits: [FileHits], isPattern: @Sendable ([UInt8]) -> Bool, jobs: Int) {
    let found = concurrentFlatMap(hits.count, size: 64, jobs: jobs) { range in
      range.compactMap { File(hits[$0], isPattern) }
    }
    for file in found { _ = add(file, isLast: true) }
  }

  /// Adds a program, which may be known to come behind all others; its number.
  mutating func add(_ file: File, isLast: Bool = false) -> Int {
    let number = free.popLast() ?? files.count
    if number == files.count { files.append(file) } else { files[number] = file }
    // By number: to take each out would copy all that it is given.
    for index in file.facts.calls.indices {
      calls[file.facts.calls[index].callee, default: Places()].add(number, index, in: files, isLast: isLast)
    }
    for index in file.facts.assignments.indices {
      assignments[file.facts.assignments[index].name, default: Places()]
        .add(number, index, in: files, isLast: isLast)
    }
    for (name, alias) in file.aliases { aliases[name, default: [:]][alias, default: 0] += 1 }
    if !file.learnable.isEmpty || !file.listers.isEmpty { teachers.insert(number) }
    return number
  }

  mutating func remove(_ number: Int) {
    guard let file = files[number] else { return }
    for name in Set(file.facts.calls.map(\.callee)) { calls[name]?.remove(number) }
    for name in Set(file.facts.assignments.map(\.name)) { assignments[name]?.remove(number) }
    for (name, alias) in file.aliases {
      guard let count = aliases[name]?[alias] else { continue }
      aliases[name]![alias] = count > 1 ? count - 1 : nil
    }
    teachers.remove(number)
    files[number] = nil
    free.append(number)
  }

  // MARK: In order of path

  /// Places in programs, in order of the programs' paths.
  struct Places: Sendable {
    private(set) var all: [(file: Int, index: Int)] = []

    fileprivate mutating func add(_ file: Int, _ index: Int, in files: [File?], isLast: Bool) {
      if isLast {
        all.append((file, index))
        return
      }
      guard let path = files[file]?.path else { return }
      func isBehind(_ entry: (file: Int, index: Int)) -> Bool {
        guard entry.file != file, let other = files[entry.file]?.path else { return false }
        return path.precedesByBytes(other)
      }
      guard let last = all.last, isBehind(last) else {
        all.append((file, index))
        return
      }
      all.insert((file, index), at: all.partitioningIndex(where: isBehind))
    }

    fileprivate mutating func remove(_ file: Int) { all.removeAll { $0.file == file } }
  }

  var teaching: [Int] {
    teachers.sorted { files[$0]!.path.precedesByBytes(files[$1]!.path) }
  }

  func calls(of name: String) -> [(file: Int, index: Int)] { calls[name]?.all ?? [] }

  func assignments(to name: String) -> [(file: Int, index: Int)] { assignments[name]?.all ?? [] }

  func aliases(of name: String) -> [String] { aliases[name]?.keys.sorted() ?? [] }
}
