/// Reads a run's line without a tree: a ledger of a million outcomes is read whole at each audit.
///
/// It takes what our own writer and tidy tools write, and gives up on anything else: the reader that knows places then
/// says what is wrong, or that nothing is.
struct RunScanner {
  fileprivate let bytes: [UInt8]
  fileprivate let end: Int
  fileprivate var index: Int

  /// Nil when the line needs the other reader.
  static func run(in bytes: [UInt8], _ range: Range<Int>) -> Run? {
    var scanner = RunScanner(bytes: bytes, end: range.upperBound, index: range.lowerBound)
    guard let run = scanner.run(), scanner.isAtEnd else { return nil }
    return run
  }

  private mutating func run() -> Run? {
    var version: String?
    var prompt: String?
    var at: Timestamp?
    var isOurs = false
    var run = Run(at: Timestamp(milliseconds: 0), prompt: "", version: "")
    let isWhole = object { scanner, key in
      switch key {
      case "v": isOurs = scanner.number() == 1
      case "id":
        guard let id = scanner.filled() else { return false }
        run.id = id
      case "at":
        guard let text = scanner.string(), Schema.Format.timestamp.accepts(text) else { return false }
        at = Timestamp(text)
      case "prompt": prompt = scanner.filled()
      case "version": version = scanner.filled()
      case "model":
        return scanner.texts(["requested": \.model.requested, "served": \.model.served], of: &run)
      case "suite": return scanner.texts(["name": \.suite.name, "hash": \.suite.hash], of: &run)
      case "tool": return scanner.texts(["name": \.tool.name, "version": \.tool.version], of: &run)
      case "operator": return scanner.maybe { scanner in scanner.string().map { run.operatorName = $0 } }
      case "judge": return scanner.maybe { scanner in scanner.string().map { run.judge = $0 } }
      case "recorded_by":
        return scanner.maybe { scanner in
          scanner.string().flatMap(Run.Recorder.init).map { run.recordedBy = $0 }
        }
      case "cases": return scanner.cases(&run.cases)
      default: return false
      }
      return true
    }
    guard isWhole, isOurs, let prompt, let version, let at, !run.id.isEmpty else { return nil }
    run.prompt = prompt
    run.version = version
    run.at = at
    return run
  }

  private mutating func cases(_ cases: inout CaseColumns) -> Bool {
    var lengths: [Int] = []
    let isWhole = object { scanner, key in
      switch key {
      case "outcome":
        guard scanner.take("\"") else { return false }
        while scanner.index < scanner.end, let outcome = Outcome(letter: scanner.bytes[scanner.index]) {
          cases.outcomes.append(outcome)
          scanner.index += 1
        }
        lengths.append(cases.outcomes.count)
        return scanner.takeRaw("\"")
      case "id": return scanner.list(&cases.ids, &lengths) { $0.filled() }
      case "score": return scanner.column(&cases.scores, &lengths) { $0.number() }
      case "latency_ms": return scanner.column(&cases.latencies, &lengths) { $0.amount() }
      case "cost_usd": return scanner.column(&cases.costs, &lengths) { $0.amount() }
      case "tokens_in": return scanner.column(&cases.tokensIn, &lengths) { $0.count() }
      case "tokens_out": return scanner.column(&cases.tokensOut, &lengths) { $0.count() }
      case "cluster": return scanner.column(&cases.clusters, &lengths) { $0.string() }
      case "output": return scanner.column(&cases.outputs, &lengths) { $0.string() }
      default: return false
      }
    }
    guard isWhole, Set(lengths).count <= 1 else { return false }
    cases.close()
    return true
  }
}

// The grammar: each reader leaves the index behind what it took.
extension RunScanner {
  private var isAtEnd: Bool {
    mutating get {
      skipSpace()
      return index == end
    }
  }

  private mutating func skipSpace() {
    while index < end, bytes[index] == 32 || bytes[index] == 9 || bytes[index] == 13 { index += 1 }
  }

  private mutating func takeRaw(_ character: Unicode.Scalar) -> Bool {
    guard index < end, bytes[index] == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    return takeRaw(character)
  }

  private mutating func takeNull() -> Bool {
    skipSpace()
    guard index + 4 <= end, bytes[index] == UInt8(ascii: "n"),
      bytes[index..<index + 4].elementsEqual("null".utf8)
    else { return false }
    index += 4
    return true
  }

  /// Each key once; a repeated one is the other reader's to report.
  private mutating func object(_ member: (inout RunScanner, String) -> Bool) -> Bool {
    guard take("{") else { return false }
    if take("}") { return true }
    var keys: [String] = []
    repeat {
      guard let key = string(), !keys.contains(key), take(":"), member(&self, key) else { return false }
      keys.append(key)
    } while take(",")
    return take("}")
  }

  private mutating func texts(_ keys: [String: WritableKeyPath<Run, String?>], of run: inout Run) -> Bool {
    if takeNull() { return true }
    return object { scanner, key in
      guard let path = keys[key] else { return false }
      return scanner.maybe { scanner in scanner.string().map { run[keyPath: path] = $0 } }
    }
  }

  private mutating func maybe(_ value: (inout RunScanner) -> Void?) -> Bool {
    takeNull() || value(&self) != nil
  }

  private mutating func list<Value>(
    _ values: inout [Value], _ lengths: inout [Int], _ value: (inout RunScanner) -> Value?
  ) -> Bool {
    guard take("[") else { return false }
    if take("]") {
      lengths.append(0)
      return true
    }
    repeat {
      guard let value = value(&self) else { return false }
      values.append(value)
    } while take(",")
    lengths.append(values.count)
    return take("]")
  }

  private mutating func column<Value>(
    _ values: inout [Value?], _ lengths: inout [Int], _ value: (inout RunScanner) -> Value?
  ) -> Bool {
    list(&values, &lengths) { scanner in
      if scanner.takeNull() { return .some(nil) }
      return value(&scanner).map { .some($0) }
    }
  }

  /// A string; those with escapes are rare, and the tree's reader knows them all.
  private mutating func string() -> String? {
    guard take("\"") else { return nil }
    let start = index
    while index < end, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "\\") || bytes[index] < 0x20 { return nil }
      index += 1
    }
    guard index < end else { return nil }
    index += 1
    return String(decoding: bytes[start..<index - 1], as: UTF8.self)
  }

  private mutating func filled() -> String? {
    string().flatMap { Schema.Format.filled.accepts($0) ? $0 : nil }
  }

  private mutating func count() -> Int? {
    number().flatMap { $0 >= 0 ? Int(exactly: $0) : nil }
  }

  private mutating func amount() -> Double? { number().flatMap { $0 >= 0 ? $0 : nil } }

  /// A number; short decimals are exact in a double's own arithmetic (Clinger 1990), the rest is parsed as text.
  private mutating func number() -> Double? {
    skipSpace()
    let start = index
    let isNegative = takeRaw("-")
    var mantissa = 0
    var digits = 0
    var scale = 0
    var isFraction = false
    while index < end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else if (48...57).contains(byte) {
        mantissa = mantissa &* 10 &+ Int(byte - 48)
        digits += 1
        if isFraction { scale += 1 }
      } else {
        break
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    let hasExponent = index < end && bytes[index] | 0x20 == UInt8(ascii: "e")
    if !hasExponent, digits <= 15 {
      let value = Double(mantissa) / Self.powers[scale]
      return isNegative ? -value : value
    }
    while index < end, Self.isInNumber(bytes[index]) { index += 1 }
    return Double(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private static func isInNumber(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || byte == 43 || byte == 45 || byte | 0x20 == UInt8(ascii: "e")
  }

  private static let powers: [Double] = (0...15).map { (0..<$0).reduce(1) { power, _ in power * 10 } }
}
