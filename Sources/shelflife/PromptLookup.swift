import PromptLibrary

extension Library {
  /// The prompts that a person means by `name`: an id, a path, an address, or the end of one that is unique.
  func indices(named name: String) throws -> [Int] {
    let exact = prompts.indices.filter {
      prompts[$0].id == name || prompts[$0].path == name || prompts[$0].address == name
    }
    if !exact.isEmpty { return exact }
    let ending = prompts.indices.filter {
      prompts[$0].id.hasSuffix("/" + name) || prompts[$0].path.hasSuffix("/" + name)
    }
    if ending.count == 1 { return ending }
    if ending.count > 1 {
      let some = ending.prefix(5).map { "  \(prompts[$0].id)" }.joined(separator: "\n")
      throw Failure(
        "'\(name)' could be any of \(ending.count) prompts:\n\(some)", hint: "Give the whole id or path.")
    }
    let near = nearest(to: name, among: prompts.map(\.id))
    throw Failure(
      "There is no prompt '\(name)'.",
      hint: near.map { "Did you mean '\($0)'?" } ?? "'shelflife list' shows those there are.")
  }
}
