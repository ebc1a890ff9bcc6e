extension Prompt {
  /// Fills in what every format derives from the text alone: placeholders, sketch, words.
  ///
  /// `offset` is where `text` starts in `source`; nil when it does not stand there byte for byte (an escaped or
  /// indented scalar), and `fallback` then places what is found.
  mutating func read(
    _ text: [UInt8], syntax: TemplateSyntax, in source: SourceText, at offset: Int?, fallback: Place
  ) -> [SourceProblem] {
    self.syntax = syntax
    func place(_ position: Int, _ length: Int) -> Place {
      offset.map { source.place($0 + position..<$0 + position + length) } ?? fallback
    }
    let use = syntax.scan(text)
    var known = Set(variables.map(\.value))
    for variable in use.variables where known.insert(variable.name).inserted {
      variables.append(Located(variable.name, at: place(variable.offset, variable.name.utf8.count)))
    }
    for include in use.includes {
      includes.append(
        Include(
          include.kind, include.target, at: place(include.offset, include.target.utf8.count),
          isDynamic: include.isDynamic))
    }
    optional.formUnion(use.optional)
    return use.problems.map { SourceProblem(.syntax, $0.message, at: place($0.offset, 1)) }
  }

  /// Sets sketch and word count from the whole text that the model would see.
  mutating func measure(_ text: some Sequence<UInt8>) {
    var count = 0
    var inWord = false
    for byte in text {
      let isSpace = byte == 32 || (9...13).contains(byte)
      if !isSpace, !inWord { count += 1 }
      inWord = !isSpace
    }
    words = count
    sketch = Sketch(of: text)
  }
}
