import PromptLibrary

extension Rule {
  static let danglingAttachment = Rule(
    name: "dangling-attachment",
    level: .error,
    summary:
      "A step names a prompt that is not there, or a prompt names a step or a prompt that is not there.",
    why: """
      Work that runs through a name without a file fails when it runs, or goes on with an empty instruction. Most \
      often a file was renamed and one of the two sides was forgotten.
      """,
    remedy: "Correct the name, or bring the file back.",
    flagged: [
      Example(
        "A step names a prompt by a mistyped id", count: 1,
        [
          "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [sorrt]\n",
        ]),
      Example(
        "A prompt declares a step that no workflow has", count: 1,
        [
          "sort.prompt.yml": "steps: [sorting/srot]\nmessages: [{role: user, content: Sort this row.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [sort]\n",
        ]),
    ],
    accepted: [
      Example(
        "Both sides agree",
        [
          "sort.prompt.yml": "steps: [sorting/sort]\nmessages: [{role: user, content: Sort this row.}]\n",
          "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [sort]\n",
        ])
    ],
    check: .library { evidence in
      evidence.library.dangling.compactMap { dangling(_: $0) }
        + evidence.library.unconfirmed.filter { !$0.stepExists }.map { missingStep($0, evidence) }
    })

  private static func dangling(_ reference: DanglingReference) -> Problem? {
    let subject: Subject
    let verb: String
    switch reference.source {
    case .step(let name): (subject, verb) = (Subject(step: name), "This step uses")
    case .prompt(let id): (subject, verb) = (.prompt(id: id), "This prompt pulls in")
    case .file, .configuration: return nil
    }
    let hint = reference.nearest.map { "; did you mean '\($0)'?" } ?? "."
    return Problem(
      "\(verb) '\(reference.target)', which is not there\(hint)", at: reference.place, subject: subject,
      remedy: reference.nearest.map { "Write '\($0)'." }, level: Level(cappedFor: reference.place.path),
      detail: reference.target)
  }

  private static func missingStep(_ attachment: UnconfirmedAttachment, _ evidence: Evidence) -> Problem {
    let hint = attachment.nearest.map { "; did you mean '\($0)'?" } ?? "."
    return Problem(
      "This prompt names the step '\(attachment.step.value)', which is in no workflow\(hint)",
      at: attachment.step.place, subject: .prompt(id: evidence.library.prompts[attachment.promptIndex].id),
      remedy: attachment.nearest.map { "Write '\($0)'." },
      level: Level(cappedFor: attachment.step.place.path),
      detail: attachment.step.value)
  }
}
