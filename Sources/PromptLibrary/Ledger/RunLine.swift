package import Git
import YAML

/// One line of the ledger: a run, and where it is written.
package struct RunLine: Sendable {
  package var run: Run
  package var place: Place
  /// The hash of the line's bytes: a line may be repeated, and an id may not say two things.
  package var content: ObjectID

  package init(run: Run, place: Place, content: ObjectID) {
    self.run = run
    self.place = place
    self.content = content
  }

  package var id: String { run.id }
  package var day: CalendarDay { run.at.day }
}

extension RunLine {
  /// Nil when the line cannot count; `fault` then says why.
  init?(_ fields: Fields, content: ObjectID) {
    guard let id = fields.text("id"), let prompt = fields.text("prompt"),
      let version = fields.text("version"), let at = fields.text("at").flatMap(Timestamp.init)
    else { return nil }
    var run = Run(at: at, prompt: prompt, version: version)
    run.id = id
    let model = fields["model"]
    run.model = Run.Model(requested: model.text("requested"), served: model.text("served"))
    run.suite = Run.Suite(name: fields["suite"].text("name"), hash: fields["suite"].text("hash"))
    run.tool = Run.Tool(name: fields["tool"].text("name"), version: fields["tool"].text("version"))
    run.operatorName = fields.text("operator")
    run.recordedBy = fields.text("recorded_by").flatMap(Run.Recorder.init)
    run.judge = fields.text("judge")
    run.cases = CaseColumns(fields["cases"])
    self.init(run: run, place: fields.place, content: content)
  }

  /// Columns of different lengths leave open which value is whose.
  static func fault(in fields: Fields) -> (message: String, place: Place)? {
    guard let cases = fields.node["cases"] else { return nil }
    var first: (key: String, count: Int)?
    for pair in cases.pairs {
      guard let key = pair.key.text else { continue }
      let count = pair.value.isSequence ? pair.value.items.count : (pair.value.text?.utf8.count ?? 0)
      if let first, first.count != count {
        return (
          "The columns of 'cases' differ in length: '\(first.key)' has \(first.count) and '\(key)' has \(count).",
          fields.source.place(of: pair.value)
        )
      }
      first = first ?? (key, count)
    }
    return nil
  }
}

extension CaseColumns {
  /// Takes columns that the schema's check let through.
  init(_ fields: Fields) {
    func column<Value>(_ key: String, _ value: (Node) -> Value?) -> [Value?] {
      (fields.node[key]?.items ?? []).map(value)
    }
    ids = column("id", \.string).map { $0 ?? "" }
    outcomes = (fields.text("outcome") ?? "").utf8.compactMap(Outcome.init(letter:))
    scores = column("score", \.double)
    latencies = column("latency_ms", \.double)
    tokensIn = column("tokens_in", \.int)
    tokensOut = column("tokens_out", \.int)
    costs = column("cost_usd", \.double)
    outputs = column("output", \.string)
    clusters = column("cluster", \.string)
    close()
  }

  /// Cases of which only other columns speak have no outcome.
  mutating func close() {
    guard outcomes.isEmpty else { return }
    let counts = [
      ids.count, scores.count, latencies.count, tokensIn.count, tokensOut.count, costs.count, outputs.count,
      clusters.count,
    ]
    outcomes = Array(repeating: .unscored, count: counts.max() ?? 0)
  }
}
