import YAML

/// Comma-separated values (RFC 4180) with a header; semicolons and tabs, which spreadsheets write, are taken too.
struct Table: Sendable {
  var columns: [String]
  var rows: [Row]

  struct Row: Sendable {
    var line: Int
    var values: [String]
  }

  /// Nil when the first line is no header of two names or more.
  init?(_ source: SourceText) throws(FileFault) {
    let first = source.bytes.prefix { $0 != 10 && $0 != 13 }
    let separators: [Unicode.Scalar] = [",", ";", "\t"]
    func count(_ separator: Unicode.Scalar) -> Int { first.count { $0 == UInt8(ascii: separator) } }
    guard let separator = separators.max(by: { count($0) < count($1) }), count(separator) > 0 else {
      return nil
    }
    var records = try Self.records(in: source, UInt8(ascii: separator))
    guard let header = records.first else { return nil }
    records.removeFirst()
    columns = header.values.map { $0.trimmed }
    guard Set(columns).count == columns.count, columns.allSatisfy({ !$0.isEmpty }) else { return nil }
    rows = []
    for record in records where record.values != [""] {
      guard record.values.count == columns.count else {
        throw FileFault(
          "the header names \(columns.count) columns and this row has \(record.values.count)",
          at: Position(line: record.line, column: 1))
      }
      rows.append(record)
    }
  }

  private static func records(in source: SourceText, _ separator: UInt8) throws(FileFault) -> [Row] {
    var rows: [Row] = []
    var values: [String] = []
    var value: [UInt8] = []
    var line = 1
    var rowLine = 1
    var quoteStart: Int?
    let bytes = source.bytes
    var index = 0
    func close(_ value: inout [UInt8], _ values: inout [String]) {
      values.append(String(decoding: value, as: UTF8.self))
      value = []
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == 10 { line += 1 }
      if quoteStart != nil {
        if byte != UInt8(ascii: "\"") {
          value.append(byte)
        } else if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
          value.append(byte)
          index += 1
        } else {
          quoteStart = nil
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\"") where value.isEmpty: quoteStart = line
      case separator: close(&value, &values)
      case 13: continue
      case 10:
        close(&value, &values)
        rows.append(Row(line: rowLine, values: values))
        values = []
        rowLine = line
      default: value.append(byte)
      }
    }
    if let quoteStart {
      throw FileFault("a quoted value is never closed", at: Position(line: quoteStart, column: 1))
    }
    if !value.isEmpty || !values.isEmpty {
      close(&value, &values)
      rows.append(Row(line: rowLine, values: values))
    }
    return rows
  }
}
