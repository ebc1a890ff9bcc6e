import YAML

extension Prompt {
  /// Fills in what every format derives from the text alone: placeholders, sketch, words.
  ///
  /// `offset` is where `text` starts in `source`; nil when it does not stand there byte for byte (an escaped or
  /// indented scalar), and `fallback` then places what is found.
  mutating func read(
    _ text: [UInt8], syntax: TemplateSyntax, in source: SourceText, at offset: Int?, fallback: Place
  ) -> [SourceProblem] {
    let use = syntax.scan(text)
    guard let offset else { return take(use, syntax: syntax) { _, _ in fallback } }
    let ends = use.spans.flatMap { [offset + $0.offset, offset + $0.offset + $0.length] }
    let positions = source.positions(of: ends)
    return take(use, syntax: syntax) { start, length in
      Place(path: source.path, start: positions[offset + start], end: positions[offset + start + length])
    }
  }

  /// Fills in what the text of a YAML or JSON value gives, each at its own place in the file.
  mutating func read(_ node: Node, syntax: TemplateSyntax, in map: inout SourceMap) -> [SourceProblem] {
    let use = syntax.scan(Array((node.text ?? "").utf8))
    let positions = map.positions(of: use.spans.flatMap { [$0.offset, $0.offset + $0.length] }, in: node)
    let source = map.source
    return take(use, syntax: syntax) { offset, length in
      guard let start = positions[offset] else { return source.place(of: node) }
      return Place(path: source.path, start: start, end: positions[offset + length])
    }
  }

  /// Takes over what a scan found; `place` knows where its offsets stand.
  mutating func take(
    _ use: TemplateUse, syntax: TemplateSyntax, place: (_ offset: Int, _ length: Int) -> Place
  ) -> [SourceProblem] {
    self.syntax = syntax
    var known = Set(variables.map(\.value))
    for variable in use.variables where known.insert(variable.name).inserted {
      variables.append(Located(variable.name, at: place(variable.offset, variable.name.utf8.count)))
    }
    // A path under the home folder is no file of the repository.
    for include in use.includes where !include.target.hasPrefix("~") {
      includes.append(
        Include(
          include.kind, include.target, at: place(include.offset, include.target.utf8.count),
          isDynamic: include.isDynamic))
    }
    optional.formUnion(use.optional)
    return use.problems.map { SourceProblem(.syntax, $0.message, at: place($0.offset, 1)) }
  }

  /// Sets sketch, word count and fingerprint from the whole text that the model would see.
  mutating func measure(_ text: some Collection<UInt8>) {
    let text = Array(text)
    (sketch, words) = Sketch.measure(text)
    wording = Wording(text)
  }
}

extension TemplateUse {
  /// Where all that was found stands in the text.
  fileprivate var spans: [(offset: Int, length: Int)] {
    variables.map { ($0.offset, $0.name.utf8.count) } + includes.map { ($0.offset, $0.target.utf8.count) }
      + problems.map { ($0.offset, 1) }
  }
}
