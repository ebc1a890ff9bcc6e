import PromptLibrary

extension Rule {
  static let duplicateID = Rule(
    name: "duplicate-id",
    level: .error,
    summary: "Two prompts share an id.",
    why: """
      A step that names the id means both, and evidence recorded under it belongs to neither. An id that was written \
      into a file is an error. Ids that differ in capitals alone are a warning: they are one file on a Mac or on \
      Windows. Two formats side by side under one name (`chat.prompty`, `chat.jinja2`) are a note, since a path still \
      tells them apart.
      """,
    remedy: "Give one of them another id.",
    flagged: [
      Example(
        "One id, written twice", count: 1,
        [
          "a.prompt.yml": "id: sort\nmessages: [{role: user, content: Sort this row.}]\n",
          "b.prompt.yml": "id: sort\nmessages: [{role: user, content: Sort that row.}]\n",
        ]),
      Example(
        "Ids that differ in capitals alone", count: 1,
        [
          "Sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "sort.prompt.yml": "messages: [{role: user, content: Sort that row.}]\n",
        ]),
    ],
    accepted: [
      Example(
        "The same file name in two folders",
        [
          "a/sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "b/sort.prompt.yml": "messages: [{role: user, content: Sort that row.}]\n",
        ])
    ],
    check: .library { evidence in
      let prompts = evidence.library.prompts
      var groups: [String: [Int]] = [:]
      for index in prompts.indices { groups[prompts[index].id.lowercased(), default: []].append(index) }
      return groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }.flatMap { members in
        members.dropFirst().map { index in
          let prompt = prompts[index]
          let other = prompts[members.first { prompts[$0].id == prompt.id && $0 != index } ?? members[0]]
          return clash(prompt, with: other)
        }
      }
    })

  private static func clash(_ prompt: Prompt, with other: Prompt) -> Problem {
    let isSame = prompt.id == other.id
    let written = [prompt, other].compactMap(\.metadata.id)
    var level: Level? = isSame ? (written.isEmpty ? .note : nil) : .warning
    if prompt.isForShow || other.isForShow { level = .note }
    let message =
      isSame && written.isEmpty
      ? "'\(prompt.id)' means this file and \(other.path.fileName): their paths differ in the suffix alone."
      : isSame
        ? "The id '\(prompt.id)' is also that of \(other.address)."
        : "The id '\(prompt.id)' differs from '\(other.id)' in capitals alone."
    return Problem(
      message, at: prompt.metadata.id?.place ?? prompt.place,
      evidence: [Evidence.Span("the other", at: other.metadata.id?.place ?? other.place)],
      subject: .prompt(id: prompt.id), level: level, detail: prompt.address)
  }
}
