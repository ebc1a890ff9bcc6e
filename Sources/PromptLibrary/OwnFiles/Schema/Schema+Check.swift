package import YAML

extension Schema {
  /// What is wrong with a value, each at its line and column with what was expected.
  package func check(_ node: Node, in source: SourceText) -> [SourceProblem] {
    var problems: [SourceProblem] = []
    check(node, key: nil, in: source, into: &problems)
    return problems
  }

  private func check(
    _ node: Node, key: String?, in source: SourceText, into problems: inout [SourceProblem]
  ) {
    func refuse(_ hint: String = "") {
      let of = key.map { " for '\($0)'" } ?? ""
      let end = hint.hasSuffix("?") ? "" : "."
      problems.append(
        SourceProblem(
          .value, "Expected \(expectation)\(of), found \(Self.naming(node))\(hint)\(end)",
          at: Self.head(of: node, in: source)))
    }
    switch self {
    case .any: return
    case .nullable(let schema):
      if !node.isNull { schema.check(node, key: key, in: source, into: &problems) }
    case .object(let noun, let properties):
      guard node.isMapping else { return refuse() }
      Self.check(node, as: noun, properties, in: source, into: &problems)
    case .map(let schema):
      guard node.isMapping else { return refuse() }
      var seen: Set<String> = []
      for pair in node.pairs {
        let name = pair.key.text ?? ""
        if !seen.insert(name).inserted { problems.append(Self.repeated(name, pair.key, in: source)) }
        schema.check(pair.value, key: name, in: source, into: &problems)
      }
    case .list(let schema):
      guard node.isSequence else { return refuse() }
      for item in node.items { schema.check(item, key: key, in: source, into: &problems) }
    case .string(let format):
      guard let text = node.string else { return refuse() }
      if node.isNumberOrBoolean { return refuse("; write it in quotes") }
      if let format, !format.accepts(text) { refuse(Self.hint(for: text, format)) }
    case .choice(let words):
      guard let text = node.string else { return refuse() }
      if !words.contains(text) {
        refuse(nearest(to: text, among: words).map { "; did you mean '\($0)'?" } ?? "")
      }
    case .boolean: if node.bool == nil { refuse() }
    case .constant(let number): if node.int != number { refuse() }
    case .integer(let range): if node.int.map(range.contains) != true { refuse(Self.hint(for: node)) }
    case .number(let range):
      if node.double.map(range.contains) != true {
        refuse(range == 0...1 ? Self.hint(forShare: node) : Self.hint(for: node))
      }
    case .anyOf(let schemas):
      let fitting = schemas.filter { $0.hasShape(of: node) }
      if fitting.count == 1 { return fitting[0].check(node, key: key, in: source, into: &problems) }
      if !fitting.contains(where: { $0.check(node, in: source).isEmpty }) { refuse() }
    }
  }

  private static func check(
    _ node: Node, as noun: String, _ properties: [Property], in source: SourceText,
    into problems: inout [SourceProblem]
  ) {
    var seen: UInt64 = 0
    for pair in node.pairs {
      guard let name = pair.key.text, let index = properties.firstIndex(where: { $0.name == name }) else {
        problems.append(unknown(pair.key, noun, properties, in: source))
        continue
      }
      if seen & 1 &<< UInt64(index) != 0 { problems.append(repeated(name, pair.key, in: source)) }
      seen |= 1 &<< UInt64(index)
      properties[index].schema.check(pair.value, key: name, in: source, into: &problems)
    }
    for (index, property) in properties.enumerated()
    where property.isRequired && seen & 1 &<< UInt64(index) == 0 {
      problems.append(
        SourceProblem(
          .value,
          "The key '\(property.name)' is missing in \(noun); expected \(property.schema.expectation).",
          at: head(of: node, in: source)))
    }
  }

  private static func unknown(
    _ key: Node, _ noun: String, _ properties: [Property], in source: SourceText
  ) -> SourceProblem {
    let names = properties.map(\.name)
    let name = key.text ?? ""
    let near = nearest(to: name, among: names)
    let hint = near.map { "did you mean '\($0)'?" } ?? "expected \(alternatives(names))."
    return SourceProblem(
      .unknownKey(name, nearest: near), "'\(name.excerpt)' is no key of \(noun); \(hint)",
      at: source.place(of: key))
  }

  private static func repeated(_ name: String, _ key: Node, in source: SourceText) -> SourceProblem {
    SourceProblem(
      .value, "The key '\(name.excerpt)' is written twice here; only the last one counts.",
      at: source.place(of: key))
  }

  /// What a finding underlines: a collection's first line would be all of it.
  private static func head(of node: Node, in source: SourceText) -> Place {
    if let key = node.pairs.first?.key { return source.place(of: key) }
    return node.isScalar ? source.place(of: node) : Place(path: source.path, start: node.start)
  }

  private func hasShape(of node: Node) -> Bool {
    switch self {
    case .object, .map: node.isMapping
    case .list: node.isSequence
    case .nullable(let schema): node.isNull || schema.hasShape(of: node)
    case .anyOf(let schemas): schemas.contains { $0.hasShape(of: node) }
    case .any: true
    default: node.isScalar
    }
  }
}

extension Node {
  fileprivate var isNumberOrBoolean: Bool { bool != nil || double != nil }
}
