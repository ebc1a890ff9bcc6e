import PromptLibrary

extension Rule {
  static let retiredInUse = Rule(
    name: "retired-in-use",
    level: .error,
    summary: "A live step, include or reference uses a retired prompt.",
    why: """
      A retired prompt is measured and mended no more. Work that still runs through it runs on what was given up for \
      a reason.
      """,
    remedy: "Name the successor instead, or set the prompt's status back to draft.",
    flagged: [
      Example(
        "A step still names it", count: 1,
        [
          "sort.prompt.yml": "status: retired\nmessages: [{role: user, content: Sort this row.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [sort]\n",
        ])
    ],
    accepted: [
      Example(
        "Nothing names it any more",
        [
          "sort.prompt.yml": "status: retired\nmessages: [{role: user, content: Sort this row.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n",
        ])
    ],
    check: .prompt { index, prompt, evidence in
      guard prompt.status == .retired else { return [] }
      let place = prompt.metadata.status?.place ?? prompt.place
      var remedy: String?
      if let successor = prompt.metadata.successor?.value { remedy = "Use '\(successor)', its successor." }
      var seen: Set<String> = []
      return evidence.liveEdges(index).compactMap { edge in
        guard let user = user(of: edge, evidence), seen.insert(user).inserted else { return nil }
        return Problem(
          "\(user) uses this prompt, which is retired.", at: edge.place,
          evidence: [Evidence.Span("retired here", at: place)], remedy: remedy,
          detail: edge.step ?? edge.from ?? edge.place.path)
      }
    })

  /// Who uses a prompt by this edge, for a sentence; nil when the edge is no use, or comes from the archive itself.
  private static func user(of edge: Edge, _ evidence: Evidence) -> String? {
    switch edge.kind {
    case .declared, .imported: return "The step '\(edge.step ?? edge.place.path)'"
    case .platform: return edge.step.map { "The step '\($0)'" }
    case .include:
      guard let from = edge.from else { return nil }
      let includers = evidence.prompts(named: from).map { evidence.library.prompts[$0] }
      if !includers.isEmpty, includers.allSatisfy({ $0.status == .retired }) { return nil }
      return "The prompt '\(includers.first?.id ?? from)'"
    case .reference: return "The file '\(edge.place.path)'"
    case .dynamic, .test, .mention: return nil
    }
  }
}
