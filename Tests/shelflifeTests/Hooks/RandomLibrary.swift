/// A small library, and changes to it, drawn by a generator that gives the same for the same seed.
struct RandomLibrary {
  private(set) var files: [String: String] = [:]
  private var state: UInt64
  private static let words = ["sort", "draft", "refund", "audit", "digest", "label", "brief", "triage"]

  /// What `shelflife.yaml` says; nil for a repository without one.
  init(seed: UInt64, configuration: String?) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    files["shelflife.yaml"] = configuration
    for number in 0..<10 { addPrompt("p\(number)") }
    for number in 0..<3 { files["library/workflows/flow\(number).yaml"] = workflow("flow\(number)") }
    files["library/workflows/flow9.yaml"] = "id: flow9\nsteps:\n  - id: only\n    uses: [library/none.md]\n"
    for number in 0..<2 { files["apps/service\(number).py"] = code() }
    files["README.md"] = prose()
    files["library/retired.yaml"] = "- id: old-name\n  at: 2026-01-01\n  by: ops\n  reason: gone\n"
  }

  /// SplitMix64 (Steele, Lea and Flood 2014).
  private mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }

  private mutating func pick<Items: RandomAccessCollection>(_ items: Items) -> Items.Element {
    items[items.index(items.startIndex, offsetBy: next(items.count))]
  }

  private var prompts: [String] {
    files.keys.filter { $0.hasPrefix("library/prompts/") || $0.hasPrefix(".claude/") }.sorted()
  }

  private mutating func name() -> String { "\(pick(Self.words))-\(next(12))" }

  private mutating func text(id: String?) -> String {
    var head = ""
    if let id { head += "id: \(id)\n" }
    if next(6) == 0 { head += "status: \(pick(["active", "draft", "deprecated", "retired"]))\n" }
    if next(5) == 0 { head += "steps: [flow\(next(3))/s\(next(5))]\n" }
    if next(4) == 0 { head += "inputs: [row]\n" }
    var body = "Sort the \(pick(Self.words)) by the \(pick(Self.words)) of day \(next(30)).\n"
    if next(4) == 0 { body += "Use {{row}} and {{policy}}.\n" }
    if next(4) == 0 { body += "{% include \"\(target())\" %}\n" }
    if next(6) == 0 { body += "See [the other](\(target())).\n" }
    if next(12) == 0 { body += "The key is ghp_" + String(repeating: "a1B2", count: 9) + ".\n" }
    return head.isEmpty ? body : "---\n\(head)---\n\(body)"
  }

  private mutating func target() -> String {
    let path = prompts.isEmpty || next(6) == 0 ? "library/prompts/\(name()).md" : pick(prompts)
    return next(2) == 0 ? path : String(path.split(separator: "/").last ?? "")
  }

  private mutating func addPrompt(_ stem: String? = nil) {
    let stem = stem ?? name()
    let id = next(2) == 0 ? name() : nil
    let path =
      switch next(6) {
      case 0: "library/prompts/\(stem).prompt.md"
      case 1: "library/prompts/deep/\(stem).md"
      case 2: ".claude/commands/\(stem).md"
      case 3: "library/prompts/\(stem).txt"
      default: "library/prompts/\(stem).md"
      }
    files[path] = text(id: id)
  }

  /// A name by which a step may mean a prompt: its path, its written id, its path without the suffix, or none.
  private mutating func use() -> String {
    guard !prompts.isEmpty else { return "library/prompts/none.md" }
    let path = pick(prompts)
    if let text = files[path], let line = text.split(separator: "\n").first(where: { $0.hasPrefix("id: ") }),
      next(2) == 0
    {
      return String(line.dropFirst(4))
    }
    return next(8) == 0 ? name() : path
  }

  private mutating func workflow(_ id: String) -> String {
    var text = "id: \(id)\ntrigger: a row comes in\nsteps:\n"
    for step in 0..<(1 + next(5)) {
      text += "  - id: s\(step)\n    uses: [\(use())\(next(3) == 0 ? ", \(use())" : "")]\n"
      if next(8) == 0 { text += "    title: Step \(next(9))\n" }
    }
    return text
  }

  private mutating func code() -> String {
    var text = "from prompts import load_prompt\n\n"
    for number in 0..<(1 + next(4)) {
      switch next(8) {
      case 5:
        text +=
          "def text_\(number)(name):\n    return open(f\"library/prompts/\(pick(["", "deep/"])){name}.\(pick(["md", "txt", "prompt.md"]))\").read()\n"
      case 6:
        text +=
          "import os\n\nFOLDER = \"library/prompts\"\n\ndef all_\(number)():\n    return os.listdir(\(pick(["FOLDER", "\"library/prompts\"", "\"library/prompts/deep\""])))\n"
      case 7:
        text += "PART_\(number) = open(os.path.join(\"library\", \"\(target())\")).read()\n"
      case 0: text += "def run_\(number)(x):\n    return load_prompt(\"\(name())\", x)\n"
      case 1: text += "LIMIT_\(number) = \(next(9))\n"
      default: text += "def run_\(number)(x):\n    return load_prompt(\"\(use())\", x)\n"
      }
    }
    return text
  }

  /// Puts another configuration in place of the one there is.
  mutating func configure(_ text: String?) { files["shelflife.yaml"] = text }

  private mutating func prose() -> String {
    "# Prompts\n\n" + (0..<(1 + next(4))).map { _ in "See `\(target())` for the rows.\n" }.joined()
  }

  /// Makes a few changes at once, as one commit would; gives what they were, for a message.
  mutating func change() -> String {
    (0..<(1 + next(2))).map { _ in changeOne() }.joined(separator: "; ")
  }

  private mutating func changeOne() -> String {
    let flows = files.keys.filter { $0.hasPrefix("library/workflows/") }.sorted()
    switch next(14) {
    case 0, 1, 2:
      guard !prompts.isEmpty else { return "nothing" }
      let path = pick(prompts)
      files[path] = (files[path] ?? "") + "And day \(next(99)).\n"
      return "add a line to \(path)"
    case 3:
      guard !prompts.isEmpty else { return "nothing" }
      let path = pick(prompts)
      files[path] = text(id: next(2) == 0 ? name() : nil)
      return "write \(path) anew"
    case 4:
      addPrompt()
      return "add a prompt"
    case 5:
      addPrompt()
      files[pick(flows)] = workflow("flow\(next(3))")
      return "add a prompt and write a workflow anew"
    case 6:
      guard prompts.count > 3 else { return "nothing" }
      let path = pick(prompts)
      files[path] = nil
      return "delete \(path)"
    case 7:
      guard !prompts.isEmpty else { return "nothing" }
      let path = pick(prompts)
      let new = "library/prompts/\(name()).md"
      files[new] = files.removeValue(forKey: path)
      return "move \(path) to \(new)"
    case 8:
      let path = pick(flows)
      files[path] = workflow("flow\(next(3))")
      return "write \(path) anew"
    case 9:
      let path = pick(flows)
      var lines = (files[path] ?? "").split(separator: "\n").map(String.init)
      if let last = lines.lastIndex(where: { $0.contains("uses:") }) { lines[last] = "    uses: [\(use())]" }
      files[path] = lines.joined(separator: "\n") + "\n"
      return "change a use in \(path)"
    case 10:
      let path = "apps/service\(next(3)).py"
      files[path] = next(4) == 0 ? nil : code()
      return "write \(path) anew"
    case 11:
      files["README.md"] = prose()
      return "write README.md anew"
    case 12:
      files["library/retired.yaml"] =
        (files["library/retired.yaml"] ?? "")
        + "- id: \(name())\n  at: 2026-02-01\n  by: ops\n  reason: gone\n"
      return "add a tombstone"
    default:
      let path = "notes/\(name()).txt"
      files[path] = files[path] == nil ? "Nothing.\n" : nil
      return "add or delete \(path)"
    }
  }
}
