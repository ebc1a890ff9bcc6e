import PromptLibrary

/// Folders that hold the same prompts under the same names: one finding says of all what each pair's would.
struct FolderCopy {
  /// From how many prompts on folders are copies of each other.
  private static let fewest = 3

  /// The numbers of the clusters that it accounts for.
  private(set) var clusters: [Int]
  /// What stands in front of the names that the copies share; empty for the top.
  private let roots: [String]
  private let firsts: [Prompt]

  static func all(among evidence: Evidence) -> [FolderCopy] {
    var groups: [[String]: [(cluster: Int, first: Prompt)]] = [:]
    for (number, cluster) in evidence.clusters.enumerated() {
      let members = cluster.map { evidence.library.prompts[$0] }.filter { !$0.isForShow }
      guard let first = members.first, let roots = roots(of: members.map(\.path)) else { continue }
      groups[roots, default: []].append((number, first))
    }
    return groups.filter { $0.value.count >= fewest }
      .map { FolderCopy(clusters: $1.map(\.cluster), roots: $0, firsts: $1.map(\.first)) }
      .sorted { $0.clusters[0] < $1.clusters[0] }
  }

  /// What is left of different paths without the names at their ends that they have in common; nil when the last names differ.
  private static func roots(of paths: [String]) -> [String]? {
    guard paths.count > 1, Set(paths).count == paths.count else { return nil }
    var parts = paths.map { $0.split(separator: "/") }
    let isShared = {
      parts.dropFirst().allSatisfy { $0.last != nil && $0.last == parts[0].last } && !parts[0].isEmpty
    }
    guard isShared() else { return nil }
    while isShared() { for index in parts.indices { parts[index].removeLast() } }
    return parts.map { $0.joined(separator: "/") }
  }

  var problem: Rule.Problem {
    let names = roots.map { $0.isEmpty ? "the top" : "'\($0)'" }
    return Rule.Problem(
      "\(clusters.count.of("prompt")) of \(names[0]) "
        + "\(clusters.count == 1 ? "is" : "are") nearly the same in \(names.dropFirst().joined(separator: ", ")).",
      at: firsts[0].place,
      evidence: firsts.map { Evidence.Span("both have \($0.id)", at: $0.place) }.atMost(5),
      subject: .file(path: roots[0].isEmpty ? roots.last ?? "" : roots[0]),
      remedy: "Keep one of the folders, and make the others from it, or links to it.",
      detail: roots.joined(separator: " "))
  }
}
