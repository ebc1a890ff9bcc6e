/// What is known of one model name.
package struct ModelRecord: Sendable {
  package var name: Located<String>
  package var resolvesTo: String?
  package var withdrawn: CalendarDay?
  package var successor: String?
  package var source: String?

  package init(name: Located<String>) { self.name = name }
}

extension ModelRecord {
  package static func read(_ source: SourceText) -> (models: [ModelRecord], problems: [SourceProblem]) {
    var file = OwnFile(source, .models)
    var seen: Set<String> = []
    let models = file.entries(in: source).compactMap { fields -> ModelRecord? in
      guard let name = fields.located("name") else { return nil }
      guard seen.insert(name.value).inserted else {
        file.problems.append(
          SourceProblem(
            .value, "The model '\(name.value)' is listed twice; the first entry counts.", at: name.place))
        return nil
      }
      var model = ModelRecord(name: name)
      model.resolvesTo = fields.text("resolves_to")
      model.withdrawn = fields.day("withdrawn")
      model.successor = fields.text("successor")
      model.source = fields.text("source")
      return model
    }
    return (models, file.problems)
  }
}
