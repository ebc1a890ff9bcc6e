import PromptLibrary

/// What a table calls a prompt: its id, or its place where another prompt of the table has the same id.
struct PromptLabels {
  private let library: Library
  private var isAmbiguous: Set<String> = []

  init(_ prompts: some Sequence<Int>, in library: Library) {
    self.library = library
    var owners: [String: Int] = [:]
    for prompt in prompts {
      let id = library.prompts[prompt].id
      if let other = owners[id], other != prompt { isAmbiguous.insert(id) }
      owners[id] = prompt
    }
  }

  subscript(prompt: Int) -> String {
    let prompt = library.prompts[prompt]
    return isAmbiguous.contains(prompt.id) ? prompt.address : prompt.id
  }
}
