/// Finds the prompts that a name means.
struct PromptResolver {
  private var byID: [String: [Int]] = [:]
  private var byPath: [String: [Int]] = [:]
  private var byStemPath: [String: [Int]] = [:]

  init() {}

  init(_ prompts: [Prompt]) {
    for (index, prompt) in prompts.enumerated() {
      byID[prompt.id, default: []].append(index)
      byPath[prompt.path, default: []].append(index)
      if prompt.key != nil { byPath[prompt.address, default: []].append(index) }
    }
  }

  /// The prompts that a reference written in `file` means; empty when there is none.
  func prompts(for reference: PromptReference, in file: String) -> [Int] {
    prompts(named: reference.target, in: file)
  }

  func prompts(named name: String, in file: String) -> [Int] {
    if let found = byID[name] ?? byPath[name] { return found }
    if let path = name.normalizedPath, let found = byPath[path] { return found }
    if let path = name.resolved(fromFolderOf: file), let found = byPath[path] { return found }
    return []
  }

  var names: [String] { Array(byID.keys) }
}
