import Git

// A run as a line of the ledger: keys in one order, numbers in one form, so that the same run is the same bytes.
extension Run {
  /// The line, without its newline.
  package var line: [UInt8] { text(id: id, at: at.description) }

  /// Names the run by what it says; `isTimed` tells whether its time is part of that, or only of when it was recorded.
  package mutating func identify(isTimed: Bool = true) {
    let content = Repository.blobID(of: text(id: "", at: isTimed ? at.description : ""))
    id = ULID(at: at, of: content).description
  }

  private func text(id: String, at: String) -> [UInt8] {
    var line = LineWriter()
    line.object { line in
      line.member("v", "1")
      line.member("id", quoting: id)
      line.member("at", quoting: at)
      line.member("prompt", quoting: prompt)
      line.member("version", quoting: version)
      line.member("model", [("requested", model.requested), ("served", model.served)])
      line.member("suite", [("name", suite.name), ("hash", suite.hash)])
      line.member("operator", quoting: operatorName)
      line.member("recorded_by", quoting: recordedBy?.rawValue)
      line.member("tool", [("name", tool.name), ("version", tool.version)])
      line.member("judge", quoting: judge)
      line.key("cases")
      cases.write(to: &line)
    }
    return line.bytes
  }
}

extension CaseColumns {
  fileprivate func write(to line: inout LineWriter) {
    line.object { line in
      line.column("id", ids) { $1.quote($0) }
      line.member("outcome", quoting: String(String.UnicodeScalarView(outcomes.map(\.letter))))
      line.column("score", scores) { $1.number($0) }
      line.column("latency_ms", latencies) { $1.number($0) }
      line.column("tokens_in", tokensIn) { $1.bytes += String($0).utf8 }
      line.column("tokens_out", tokensOut) { $1.bytes += String($0).utf8 }
      line.column("cost_usd", costs) { $1.number($0) }
      line.column("output", outputs) { $1.quote($0) }
      line.column("cluster", clusters) { $1.quote($0) }
    }
  }
}

/// Writes JSON on one line, without white space.
struct LineWriter {
  var bytes: [UInt8] = []
  private var isFirst = true

  mutating func object(_ members: (inout LineWriter) -> Void) {
    bytes.append(UInt8(ascii: "{"))
    isFirst = true
    members(&self)
    isFirst = false
    bytes.append(UInt8(ascii: "}"))
  }

  mutating func key(_ name: String) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    bytes += "\"\(name)\":".utf8
  }

  mutating func member(_ name: String, _ value: String) {
    key(name)
    bytes += value.utf8
  }

  /// What is not known is left out.
  mutating func member(_ name: String, quoting text: String?) {
    guard let text else { return }
    key(name)
    quote(text)
  }

  mutating func member(_ name: String, _ texts: [(String, String?)]) {
    guard texts.contains(where: { $0.1 != nil }) else { return }
    key(name)
    object { line in for (name, text) in texts { line.member(name, quoting: text) } }
  }

  mutating func column<Value>(
    _ name: String, _ values: [Value?], _ write: (Value, inout LineWriter) -> Void
  ) {
    // A column in which nothing is known says nothing.
    guard values.contains(where: { $0 != nil }) else { return }
    key(name)
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      if let value { write(value, &self) } else { bytes += "null".utf8 }
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// JSON has no word for what is not finite: it is unknown.
  mutating func number(_ value: Double) {
    bytes += (value.isFinite ? Schema.text(value) : "null").utf8
  }

  mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): bytes += "\\n".utf8
      case UInt8(ascii: "\t"): bytes += "\\t".utf8
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        bytes += "\\u00\(digits.utf8.count == 1 ? "0" : "")\(digits)".utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
