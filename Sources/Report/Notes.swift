import PromptLibrary

extension Report {
  /// What every reader has to know of how the audit was made, in sentences.
  var notes: [String] {
    var notes = library.notes
    if !library.submodules.isEmpty {
      let names = library.submodules.prefix(showsAll ? .max : 5).joined(separator: ", ")
      let rest = library.submodules.count - 5
      let more = rest > 0 && !showsAll ? ", and \(rest) more" : ""
      notes.append("\(library.submodules.count.of("submodule")) not read: \(names)\(more).")
    }
    if !goneFromBaseline.isEmpty {
      let count = goneFromBaseline.count
      let isOne = count == 1
      notes.append(
        "\(count.of("finding")) of the baseline \(isOne ? "is" : "are") gone; take \(isOne ? "its line" : "their lines") out of it."
      )
    }
    return notes
  }
}

extension Coverage {
  /// What one engine's importer found, in words.
  var sentence: String {
    """
    \(files.of("file")), \(steps.of("step")), \(resolved.of("reference")) resolved, \(dynamic) dynamic, \
    \(dangling) dangling, \(inline.of("inline prompt"))
    """
  }
}
