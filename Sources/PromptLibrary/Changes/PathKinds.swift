/// What each path says of its file, by one configuration: asked once, however many commits have the path.
///
/// One thread at a time.
package final class PathKinds {
  private var prompts: [String: Bool] = [:]
  private var steps: [String: Bool] = [:]

  package init() {}

  /// Whether a prompt format may read the file.
  func isPrompt(_ path: String, _ plan: ReadingPlan) -> Bool {
    if let known = prompts[path] { return known }
    let isPrompt = !plan.isExcluded(path) && plan.ownPart(of: path) == nil && !plan.formats(for: path).isEmpty
    prompts[path] = isPrompt
    return isPrompt
  }

  /// Whether steps, manifests or suites may stand in the file.
  ///
  /// A file whose name says that it is a prompt is none, whatever else its ending could mean.
  func mayHoldSteps(_ path: String, _ plan: ReadingPlan) -> Bool {
    if let known = steps[path] { return known }
    let mayHold = Self.mayHoldSteps(path, plan)
    steps[path] = mayHold
    return mayHold
  }

  private static func mayHoldSteps(_ path: String, _ plan: ReadingPlan) -> Bool {
    // Markdown holds steps in one folder alone.
    if path.hasSuffix(".md") {
      let folder = path.folder
      guard folder == ".github/workflows" || folder == "workflows" else { return false }
    }
    if PromptFormat.promptfoo.claim(path) != .never { return !plan.isExcluded(path) }
    if plan.formats(for: path).contains(where: { $0.claim(path) == .always }) { return false }
    if plan.isExcluded(path) || plan.ownPart(of: path) != nil { return false }
    return !plan.engines(for: path).isEmpty
  }
}
