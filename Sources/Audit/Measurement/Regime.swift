package import PromptLibrary

/// What must be the same for two runs to be compared as they are: text, model, cases and judge.
package struct Regime: Hashable, Sendable {
  package var version: String
  package var suite: String?
  package var judge: String?
  package var model: Run.Model

  package init(_ run: Run) {
    version = run.version
    suite = run.suite.hash ?? run.suite.name
    judge = run.judge
    model = run.model
  }

  /// What is not the same in a later regime, in the order in which it would explain a change.
  package func changes(to other: Regime) -> [RegimeChange] {
    var changes: [RegimeChange] = []
    if version != other.version { changes.append(.prompt(from: version, to: other.version)) }
    if judge != other.judge {
      changes.append(.judge(from: judge, to: other.judge))
    } else if suite != other.suite {
      // The judge is part of a suite's hash.
      changes.append(.suite)
    }
    if model.requested != other.model.requested {
      changes.append(.model(from: model.requested, to: other.model.requested))
    } else if model.served != other.model.served {
      changes.append(.served(from: model.served, to: other.model.served))
    }
    return changes
  }
}

/// One thing that the hashes say has changed between two regimes.
package enum RegimeChange: Sendable, Equatable {
  case prompt(from: String, to: String)
  case suite
  case judge(from: String?, to: String?)
  /// Another model was asked for.
  case model(from: String?, to: String?)
  /// Another version answered to the same name.
  case served(from: String?, to: String?)

  var isJudge: Bool { if case .judge = self { true } else { false } }
}
