@testable import PromptLibrary

/// A repository in a few strings, whose prompts are named by path; a prompt without a text gets one.
struct ReferenceSample {
  var files: [String: String]
  var prompts: [String]

  init(_ files: [String: String], prompts: [String]) {
    self.files = files
    self.prompts = prompts
  }

  func library() async -> Library {
    var files = files
    for prompt in prompts { files[prompt] = files[prompt] ?? "You sort the rows of a delivery list.\n" }
    var configuration = Configuration()
    configuration.path = "shelflife.yaml"
    configuration.prompts = prompts.map { Located($0, at: Place(path: "shelflife.yaml")) }
    return await Library.read(Snapshot(texts: files), configuration: configuration, jobs: 2)
  }

  func verdicts() async -> [String: Verdict.Kind] {
    let library = await library()
    return Dictionary(uniqueKeysWithValues: zip(library.prompts.map(\.path), library.verdicts.map(\.kind)))
  }

  func edges(of prompt: String) async -> [Edge] {
    let library = await library()
    return library.prompts.firstIndex { $0.path == prompt }.map { library.edges[$0] } ?? []
  }
}
