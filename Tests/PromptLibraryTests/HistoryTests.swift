import Foundation
import Git
import Testing

@testable import PromptLibrary

@Suite struct HistoryTests {
  private let today = CalendarDay(year: 2026, month: 11, day: 20)!

  /// A repository whose commits were made on the given days, each adding one prompt of the given name.
  private func repository(_ commits: [(day: String, name: String)]) throws -> TemporaryRepository {
    let repository = try TemporaryRepository()
    for (day, name) in commits {
      try repository.write("messages: [{role: user, content: Sort \(name).}]\n", to: "\(name).prompt.yml")
      try repository.git(["add", "-A"])
      try repository.commit(on: day)
    }
    return repository
  }

  private func library(_ repository: TemporaryRepository) async throws -> Library {
    let opening = Repository.Opening.discover(from: repository.path)
    let snapshot = try Snapshot.of(.workingTree, in: opening)
    var library = await Library.read(snapshot, configuration: Configuration(), jobs: 1)
    let base = try #require(snapshot.base)
    library.add(
      library.age(by: try #require(PastPaths(of: opening, before: base, today: today, graceDays: 30))))
    return library
  }

  @Test func `prompts older than the grace period are known to be`() async throws {
    let repository = try repository([("2026-08-01", "old"), ("2026-11-10", "young")])
    let library = try await library(repository)
    #expect(library.prompts.map(\.id) == ["old", "young"])
    #expect(library.firstSeen.map { $0 != nil } == [true, false])
    #expect(library.growth == nil, "the history is younger than a year")
  }

  @Test func `growth counts what came and went over a year`() async throws {
    let repository = try repository([("2025-01-01", "kept"), ("2025-02-01", "gone"), ("2026-05-01", "new")])
    try FileManager.default.removeItem(atPath: repository.path + "/gone.prompt.yml")
    try repository.git(["add", "-A"])
    try repository.commit(on: "2026-06-01")
    let growth = try #require(try await library(repository).growth)
    #expect(growth.added == 1)
    #expect(growth.removed == 1)
    #expect(growth.since == CalendarDay(year: 2025, month: 11, day: 20))
  }
}
