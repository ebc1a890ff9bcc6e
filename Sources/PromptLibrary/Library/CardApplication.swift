/// Lays cards over the prompts that they name.
///
/// What a prompt's own file says stands: a card fills in the rest, and adds to lists. A card for one prompt goes
/// before one for many, and otherwise the first in order of the files. A card that reaches no prompt is a problem.
package func apply(_ cards: [Card], to prompts: inout [Prompt]) -> [SourceProblem] {
  guard !cards.isEmpty else { return [] }
  var problems: [SourceProblem] = []
  let names = CardTargets(prompts)
  var applications: [(card: Card, targets: [Int])] = []
  for card in cards {
    let targets = names.prompts(of: card)
    if targets.isEmpty {
      problems.append(names.problem(of: card))
    } else if targets.count > 1, let id = card.metadata.id {
      problems.append(
        SourceProblem(.value, "An id on a card for \(targets.count) prompts cannot be unique.", at: id.place))
    }
    applications.append((card, targets))
  }
  for one in applications where one.targets.count == 1 {
    prompts[one.targets[0]].fill(from: one.card, isAlone: true)
  }
  for many in applications where many.targets.count > 1 {
    for target in many.targets { prompts[target].fill(from: many.card, isAlone: false) }
  }
  return problems
}

/// The names by which cards reach prompts.
private struct CardTargets {
  private var byName: [String: [Int]] = [:]
  private let paths: [String]

  init(_ prompts: [Prompt]) {
    paths = prompts.map(\.path)
    for (index, prompt) in prompts.enumerated() {
      let names: Set = [prompt.path, prompt.address, prompt.id, prompt.metadata.id?.value ?? prompt.id]
      for name in names { byName[name, default: []].append(index) }
    }
  }

  func prompts(of card: Card) -> [Int] {
    let name = card.prompt.value
    // A path may hold brackets; only what names nothing as it stands is a pattern.
    if let found = byName[name] ?? name.normalizedPath.flatMap({ byName[$0] }) { return found }
    guard Glob.isPattern(name) else { return [] }
    let glob = Glob(name)
    return paths.indices.filter { glob.matches(paths[$0]) }
  }

  func problem(of card: Card) -> SourceProblem {
    let name = card.prompt.value
    let near = nearest(to: name, among: byName.keys).map { "; did you mean '\($0)'?" } ?? "."
    let what =
      Glob.isPattern(name) ? "No prompt's path matches '\(name)'" : "No prompt has the path or id '\(name)'"
    return SourceProblem(.value, what + near, at: card.prompt.place)
  }
}

extension Prompt {
  fileprivate mutating func fill(from card: Card, isAlone: Bool) {
    if isAlone, metadata.id == nil, let id = card.metadata.id {
      metadata.id = id
      self.id = id.value
    }
    metadata.fill(from: card.metadata)
    title = title ?? metadata.title?.value
    for target in card.targets where !targets.contains(where: { $0.name == target.name }) {
      targets.append(target)
    }
    for include in card.includes where !includes.contains(where: { $0.target == include.target }) {
      includes.append(include)
    }
    if !card.inputs.isEmpty {
      let known = Set((inputs ?? []).map(\.value))
      inputs = (inputs ?? []) + card.inputs.filter { !known.contains($0.value) }
    }
  }
}

extension Metadata {
  /// Takes from `other` what is not said here; the id excepted, which only the caller can judge.
  fileprivate mutating func fill(from other: Metadata) {
    title = title ?? other.title
    owner = owner ?? other.owner
    backup = backup ?? other.backup
    kind = kind ?? other.kind
    status = status ?? other.status
    successor = successor ?? other.successor
    reviewBy = reviewBy ?? other.reviewBy
    steps += other.steps.filter { step in !steps.contains { $0.value == step.value } }
    contexts += other.contexts.filter { context in !contexts.contains { $0.value == context.value } }
  }
}
