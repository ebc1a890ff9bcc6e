import YAML

extension Prompt {
  /// Takes the inputs that a file declares: a list of names, a list of mappings with a name, or a mapping by name.
  ///
  /// An input with a default, or said not to be required, may be missing.
  mutating func declareInputs(_ node: Node?, in source: SourceText) {
    guard let node, !node.isNull else { return }
    var names: [Located<String>] = []
    func declare(_ name: Node, _ properties: Node?) {
      guard let text = name.string else { return }
      names.append(Located(text, at: source.place(of: name)))
      let isRequired = properties?["is_required"]?.bool ?? properties?["required"]?.bool
      if isRequired == false || properties?["default"].map({ !$0.isNull }) == true { optional.insert(text) }
    }
    if node.isMapping {
      for pair in node.pairs { declare(pair.key, pair.value) }
    } else {
      for item in node.list { declare(item["name"] ?? item, item) }
    }
    inputs = (inputs ?? []) + names
  }

  /// Takes the models that a file names: one or several, each a name or a mapping with one.
  mutating func declareModels(_ node: Node?, in source: SourceText) {
    for item in node?.list ?? [] {
      let name = item["id"] ?? item["name"] ?? item
      if let text = name.string { targets.append(ModelTarget(text, at: source.place(of: name))) }
    }
  }

  /// Takes our metadata from a mapping, and the id when it gives one.
  mutating func readMetadata(_ node: Node, in source: SourceText) -> [SourceProblem] {
    let problems = metadata.read(node, in: source)
    if let id = metadata.id { self.id = id.value }
    if let title = metadata.title { self.title = title.value }
    return problems
  }
}
