import Audit
import PromptLibrary

/// What a table says of one prompt.
struct PromptRow {
  let id: String
  let place: Place
  let format: String
  let verdict: Verdict?
  let owner: String
  let status: String
  /// What keeps it alive: the first step, prompt or place, and how many more.
  let usedBy: String

  init(_ library: Library, _ index: Int) {
    let prompt = library.prompts[index]
    id = prompt.id
    place = prompt.place
    format = prompt.format.description
    verdict = library.verdict(of: index)
    owner = prompt.metadata.owner?.value ?? ""
    status = prompt.declaredStatus?.rawValue ?? ""
    var users: [String] = []
    for edge in library.edges(of: index) where edge.idle == nil && edge.kind != .mention {
      let user = edge.step ?? edge.from ?? edge.place.description
      if !users.contains(user) { users.append(user) }
    }
    if let removal = library.removals[index] {
      usedBy = "nothing since \(removal.day) (\(removal.commit), \(removal.author))"
      return
    }
    usedBy = users.first.map { users.count > 1 ? "\($0) +\(users.count - 1)" : $0 } ?? prompt.platform ?? ""
  }
}

extension Library {
  func edges(of index: Int) -> [Edge] { edges.indices.contains(index) ? edges[index] : [] }
  func verdict(of index: Int) -> Verdict? { verdicts.indices.contains(index) ? verdicts[index] : nil }
}
