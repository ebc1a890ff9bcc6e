import Foundation
import Git
import Testing

@testable import PromptLibrary

/// Since when a prompt is an orphan, and a reference dangles.
@Suite struct RemovalTests {
  private func library(_ repository: TemporaryRepository, prompts: [String]) async throws -> Library {
    let opening = Repository.Opening.discover(from: repository.path)
    let snapshot = try Snapshot.of(.workingTree, in: opening)
    var configuration = Configuration()
    configuration.prompts = prompts.map { Located($0, at: Place(path: "shelflife.yaml")) }
    var library = await Library.read(snapshot, configuration: configuration, jobs: 1)
    await library.addRemovals(of: opening, before: try #require(snapshot.base), jobs: 2)
    return library
  }

  @Test func `the commit that took out the last reference is found`() async throws {
    let repository = try TemporaryRepository()
    try repository.write("You sort rows.\n", to: "prompts/sort.txt")
    try repository.write("open(\"prompts/sort.txt\")\n", to: "a.py")
    try repository.write("open(\"prompts/sort.txt\")\n", to: "b.py")
    try repository.commit("Add")
    try repository.write("pass\n", to: "a.py")
    try repository.commit("Take one out")
    try repository.write("pass\n", to: "b.py")
    try repository.git(["add", "-A"])
    try repository.commit(on: "2026-03-04")
    try repository.write("print(1)\n", to: "b.py")
    try repository.commit("Go on")
    let library = try await library(repository, prompts: ["prompts/*.txt"])
    let removal = try #require(library.removals[0])
    #expect(removal.event == .unnamed("b.py"))
    #expect(removal.day == CalendarDay(year: 2026, month: 3, day: 4))
    #expect(removal.author == "Tester")
  }

  @Test func `a reference that moves to another file is not taken out`() async throws {
    let repository = try TemporaryRepository()
    try repository.write("You sort rows.\n", to: "prompts/sort.txt")
    try repository.write("open(\"prompts/sort.txt\")\n", to: "a.py")
    try repository.commit("Add")
    try repository.git(["mv", "a.py", "b.py"])
    try repository.commit("Move")
    try repository.write("pass\n", to: "b.py")
    let last = try repository.commit("Take it out")
    let library = try await library(repository, prompts: ["prompts/*.txt"])
    #expect(library.removals[0]?.commit == String(last.prefix(12)))
  }

  @Test func `the file name of every skill says nothing of one`() async throws {
    let repository = try TemporaryRepository()
    try repository.write("You sort rows.\n", to: "tools/sort/SKILL.md")
    try repository.write("copy(`other/${name}/SKILL.md`)\n", to: "a.js")
    let added = try repository.commit("Add")
    try repository.write("copy()\n", to: "a.js")
    try repository.commit("Take it out")
    let library = try await library(repository, prompts: ["tools/**"])
    #expect(library.removals[0]?.event == .added)
    #expect(library.removals[0]?.commit == String(added.prefix(12)))
  }

  @Test func `what nothing ever named is orphaned since it was added`() async throws {
    let repository = try TemporaryRepository()
    try repository.write("pass\n", to: "a.py")
    try repository.commit("Start")
    try repository.write("You sort rows.\n", to: "prompts/sort.txt")
    let added = try repository.commit("Add")
    let library = try await library(repository, prompts: ["prompts/*.txt"])
    #expect(library.removals[0]?.event == .added)
    #expect(library.removals[0]?.commit == String(added.prefix(12)))
  }

  @Test func `a merge is passed over, and its branch's commit is named`() async throws {
    let repository = try TemporaryRepository()
    try repository.write("You sort rows.\n", to: "prompts/sort.txt")
    try repository.write("open(\"prompts/sort.txt\")\n", to: "a.py")
    try repository.commit("Add")
    try repository.git(["checkout", "-q", "-b", "side"])
    try repository.write("pass\n", to: "a.py")
    let taken = try repository.commit("Take it out")
    try repository.git(["checkout", "-q", "main"])
    try repository.write("other\n", to: "c.py")
    try repository.commit("Elsewhere")
    try repository.git(["merge", "-q", "--no-ff", "-m", "Merge", "side"])
    let library = try await library(repository, prompts: ["prompts/*.txt"])
    #expect(library.removals[0]?.commit == String(taken.prefix(12)))
  }

  @Test func `a target that was deleted says by which commit`() async throws {
    let repository = try TemporaryRepository()
    let loader = "def fetch(kind):\n    return open(f\"prompts/{kind}.txt\").read()\n"
    for name in ["sort", "merge", "draft", "gone"] {
      try repository.write("You \(name) rows.\n", to: "prompts/\(name).txt")
    }
    try repository.write(
      loader + "fetch(\"sort\")\nfetch(\"merge\")\nfetch(\"draft\")\nfetch(\"gone\")\n", to: "a.py")
    try repository.commit("Add")
    try FileManager.default.removeItem(atPath: repository.path + "/prompts/gone.txt")
    let removed = try repository.commit("Delete")
    let library = try await library(repository, prompts: ["prompts/*.txt"])
    #expect(library.dangling.map(\.target) == ["prompts/gone.txt"])
    #expect(library.dangling.first?.removal?.commit == String(removed.prefix(12)))
    #expect(library.dangling.first?.removal?.event == .deleted)
  }
}
