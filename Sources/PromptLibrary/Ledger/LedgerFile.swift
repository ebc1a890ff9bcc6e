import Git
import YAML

/// What one file of the ledger holds, line by line; a bad line is a problem and the rest counts.
package struct LedgerFile: Sendable {
  package var runs: [RunLine] = []
  package var usage: [Usage] = []
  package var problems: [SourceProblem] = []

  package enum Kind: Sendable {
    case runs, usage

    /// What a file of the ledger holds, by its name; nil for one that is none.
    package init?(path: some BidirectionalCollection<UInt8>) {
      guard path.suffix(6).elementsEqual(".jsonl".utf8) else { return nil }
      self = path.suffix(12).elementsEqual(".usage.jsonl".utf8) ? .usage : .runs
    }
  }

  package init(_ source: SourceText, _ kind: Kind) {
    let schema: Schema = kind == .runs ? .run : .usage
    var unknown: Set<String> = []
    var number = 0
    var start = 0
    while start < source.bytes.count {
      let end =
        offset(of: UInt8(ascii: "\n"), in: source.bytes, start..<source.bytes.count) ?? source.bytes.count
      number += 1
      let line = Self.trimmed(source.bytes[start..<end])
      start = end + 1
      if line.isEmpty { continue }
      if kind == .runs, let run = RunScanner.run(in: source.bytes, line.indices) {
        runs.append(
          RunLine(run: run, place: Self.place(line, number, source), content: Repository.blobID(of: line)))
        continue
      }
      guard let node = parse(Array(line), number, schema, source, &unknown) else { continue }
      take(node, kind, Repository.blobID(of: line), source)
    }
  }

  /// A line that may count; what is wrong with any other is told once, by its first fault.
  private mutating func parse(
    _ line: [UInt8], _ number: Int, _ schema: Schema, _ source: SourceText, _ unknown: inout Set<String>
  ) -> Node? {
    let node: Node
    do {
      node = try Node.parseJSON(line, from: Position(line: number, column: 1))
    } catch {
      problems.append(
        SourceProblem(
          .ledger, "This line is not valid JSON: \(error.message).",
          at: Place(path: source.path, start: error.position)))
      return nil
    }
    for problem in schema.check(node, in: source) {
      // A newer tool's key says nothing against the line; once in a file is enough.
      guard case .unknownKey(let key, _) = problem.kind else {
        problems.append(SourceProblem(.ledger, problem.message, at: problem.place))
        return nil
      }
      if unknown.insert(key).inserted { problems.append(problem) }
    }
    return node
  }

  private mutating func take(_ node: Node, _ kind: Kind, _ content: ObjectID, _ source: SourceText) {
    let fields = Fields(node, in: source)
    switch kind {
    case .usage: if let line = Usage(fields, content: content) { usage.append(line) }
    case .runs:
      if let fault = RunLine.fault(in: fields) {
        problems.append(SourceProblem(.ledger, fault.message, at: fault.place))
      } else if let line = RunLine(fields, content: content) {
        runs.append(line)
      }
    }
  }

  /// The whole line, as the tree's reader places it.
  private static func place(_ line: ArraySlice<UInt8>, _ number: Int, _ source: SourceText) -> Place {
    let width = line.reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    return Place(
      path: source.path, start: Position(line: number, column: 1), end: Position(line: number, column: width))
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }
    var line = line.drop(while: isSpace)
    while let last = line.last, isSpace(last) { line.removeLast() }
    return line
  }
}

extension LedgerFile {
  /// Whether some of these texts stand in a ledger's file: a look that costs a hundredth of reading it.
  package static func mayName(_ texts: [[UInt8]], in bytes: [UInt8]) -> Bool {
    texts.contains { offset(of: $0, in: bytes, 0..<bytes.count) != nil }
  }
}
