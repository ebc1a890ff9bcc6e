import Foundation
import Git
import Testing

@testable import PromptLibrary

@Suite struct LedgerTests {
  private static let now = Timestamp(seconds: 1_780_000_000)

  private static func run(_ number: Int, day: Int = 20) throws -> Run {
    var run = Run(
      at: try #require(Timestamp("2026-11-\(day)T10:00:00Z")), prompt: "p", version: "9f2c")
    run.cases.ids = ["case \(number)"]
    run.cases.outcomes = [.pass]
    run.identify()
    return run
  }

  /// Both stores, each in a new repository.
  private static func ledger(_ kind: String, _ repository: TemporaryRepository) -> Ledger {
    let opening = Repository.Opening.discover(from: repository.path)
    return kind == "ref"
      ? Ledger(.ref("refs/shelflife/runs"), in: opening)
      : Ledger(.folder(repository.path + "/library/runs"), in: opening)
  }

  private static func ids(in ledger: Ledger) throws -> [String] {
    let snapshot = try ledger.snapshot()
    let reader = snapshot.openReader()
    return try snapshot.files.indices.flatMap { index in
      LedgerFile(SourceText(path: snapshot.files[index].path, bytes: try reader.read(index)), .runs).runs
        .map(\.id)
    }.sorted()
  }

  @Test(arguments: ["folder", "ref"]) func `a recording is one file, and the same one is there once`(
    kind: String
  ) throws {
    let repository = try TemporaryRepository()
    let ledger = Self.ledger(kind, repository)
    #expect(try Self.ids(in: ledger) == [])
    let runs = [try Self.run(1), try Self.run(2)]
    #expect(try ledger.append(Recording(runs), at: Self.now))
    #expect(try !ledger.append(Recording(runs.reversed()), at: Self.now))
    #expect(try ledger.append(Recording([Self.run(3, day: 21)]), at: Self.now))
    #expect(try Self.ids(in: ledger) == (runs + [Self.run(3, day: 21)]).map(\.id).sorted())
    let files = try ledger.snapshot().files.map(\.path)
    #expect(files.count == 2)
    #expect(files[0].hasPrefix("2026/11/20/"))
    #expect(files[1] == "2026/11/21/\(try Self.run(3, day: 21).id).jsonl")
  }

  @Test func `a ref's ledger touches neither the working tree nor the index`() throws {
    let repository = try TemporaryRepository()
    try repository.write("text", to: "a.md")
    try repository.commit()
    let ledger = Self.ledger("ref", repository)
    _ = try ledger.append(Recording([Self.run(1)]), at: Self.now)
    _ = try ledger.append(Recording([Self.run(2)]), at: Self.now)
    #expect(try repository.git(["status", "--porcelain"]) == "")
    #expect(try repository.git(["ls-tree", "-r", "--name-only", "HEAD"]) == "a.md")
    #expect(try repository.git(["rev-list", "--count", "refs/shelflife/runs"]) == "2")
    #expect(
      try repository.git(["log", "-1", "--format=%s %ct", "refs/shelflife/runs"]) == "Record a run 1780000000"
    )
    #expect(try repository.git(["fsck", "--strict"]) == "")
  }

  @Test func `a file that is there is never written over`() throws {
    let repository = try TemporaryRepository()
    let ledger = Self.ledger("folder", repository)
    let recording = Recording([try Self.run(1)])
    try repository.write("{\"v\":1", to: "library/runs/\(recording.path)")
    #expect(try !ledger.append(recording, at: Self.now))
    #expect(try ledger.snapshot().files.count == 1)
    #expect(try Self.ids(in: ledger) == [])
  }

  @Test func `what a killed writer left is read by nobody, and goes when it is old`() throws {
    let repository = try TemporaryRepository()
    let ledger = Self.ledger("folder", repository)
    let stray = "library/runs/2026/11/20/.\(try Self.run(9).id).jsonl.4711-1.tmp"
    try repository.write("{\"v\":1,\"id\":", to: stray)
    let path = "\(repository.path)/\(stray)"
    _ = try ledger.append(Recording([Self.run(1)]), at: Self.now)
    #expect(FileManager.default.fileExists(atPath: path))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: path)
    _ = try ledger.append(Recording([Self.run(2)]), at: Self.now)
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try Self.ids(in: ledger).count == 2)
  }

  @Test(arguments: ["folder", "ref"]) func `many writers at once lose nothing`(kind: String) async throws {
    let repository = try TemporaryRepository()
    let ledger = Self.ledger(kind, repository)
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          for number in 0..<4 {
            // A failure shows in the count.
            _ = try? ledger.append(Recording([Self.run(writer * 100 + number)]), at: Self.now)
          }
        }
      }
    }
    #expect(try Self.ids(in: ledger).count == 32)
  }

  @Test func `a lock that a killed writer left on the ref is taken away, and nobody else's`() throws {
    let repository = try TemporaryRepository()
    let ledger = Self.ledger("ref", repository)
    _ = try ledger.append(Recording([Self.run(1)]), at: Self.now)
    // As it is found after a kill between taking git's lock and giving it back.
    try repository.write("x", to: ".git/shelflife.lock")
    try repository.write("", to: ".git/refs/shelflife/runs.lock")
    _ = try ledger.append(Recording([Self.run(2)]), at: Self.now)
    #expect(try Self.ids(in: ledger).count == 2)
    #expect(!FileManager.default.fileExists(atPath: "\(repository.path)/.git/refs/shelflife/runs.lock"))
  }

  @Test(arguments: [("folder", "folder"), ("folder", "ref"), ("ref", "folder"), ("ref", "ref")])
  func `two ledgers merge as the union of their files`(kinds: (String, String)) throws {
    let repository = try TemporaryRepository()
    let ours = Self.ledger(kinds.0, repository)
    let theirs =
      kinds.1 == "ref"
      ? Ledger(.ref("refs/shelflife/fetched"), in: ours.opening)
      : Ledger(.folder(repository.path + "/elsewhere"), in: ours.opening)
    _ = try ours.append(Recording([Self.run(1)]), at: Self.now)
    _ = try theirs.append(Recording([Self.run(1)]), at: Self.now)
    _ = try theirs.append(Recording([Self.run(2)]), at: Self.now)
    _ = try theirs.append(Recording([Self.run(3, day: 21)]), at: Self.now)
    _ = try ours.append(Recording([Self.run(4)]), at: Self.now)
    #expect(try ours.merge(theirs, at: Self.now) == 2)
    let expected = try [Self.run(1), Self.run(2), Self.run(3, day: 21), Self.run(4)].map(\.id).sorted()
    #expect(try Self.ids(in: ours) == expected)
    #expect(try ours.merge(theirs, at: Self.now) == 0)
    if kinds.0 == "ref" { #expect(try repository.git(["fsck", "--strict"]) == "") }
  }

  @Test func `a merge into nothing, or ahead, makes no commit of its own`() throws {
    let repository = try TemporaryRepository()
    let ours = Self.ledger("ref", repository)
    let theirs = Ledger(.ref("refs/shelflife/fetched"), in: ours.opening)
    _ = try theirs.append(Recording([Self.run(1)]), at: Self.now)
    #expect(try ours.merge(theirs, at: Self.now) == 1)
    _ = try theirs.append(Recording([Self.run(2)]), at: Self.now)
    #expect(try ours.merge(theirs, at: Self.now) == 1)
    #expect(
      try repository.git(["rev-parse", "refs/shelflife/runs"])
        == repository.git(["rev-parse", "refs/shelflife/fetched"]))
  }

  @Test(arguments: ["folder", "ref"]) func `two texts under one name are both kept`(kind: String) throws {
    let repository = try TemporaryRepository()
    let ours = Self.ledger(kind, repository)
    let folder = Ledger(.folder(repository.path + "/elsewhere"), in: ours.opening)
    let theirs = Ledger(.ref("refs/shelflife/fetched"), in: ours.opening)
    let recording = Recording([try Self.run(1)])
    try repository.write("{}\n", to: "elsewhere/\(recording.path)")
    #expect(try theirs.merge(folder, at: Self.now) == 1)
    _ = try ours.append(recording, at: Self.now)
    #expect(try ours.merge(theirs, at: Self.now) == 1)
    #expect(try ours.merge(folder, at: Self.now) == 0)
    #expect(try ours.snapshot().files.count == 2)
    #expect(try Self.ids(in: ours) == [recording.runs[0].id])
  }

  @Test func `the library reads a ledger that lies on a ref, and names its files as git does`() async throws {
    let repository = try TemporaryRepository()
    let ledger = Self.ledger("ref", repository)
    let run = try Self.run(1)
    _ = try ledger.append(Recording([run]), at: Self.now)
    try repository.write("{\n", to: "elsewhere/2026/11/bad.jsonl")
    _ = try ledger.merge(Ledger(.folder(repository.path + "/elsewhere"), in: nil), at: Self.now)
    var configuration = Configuration()
    configuration.path = "shelflife.yaml"
    configuration.ledger = "ref:refs/shelflife/runs"
    let library = await Library.read(
      Snapshot(texts: ["library/runs/a.jsonl": "{"]), ledger: try ledger.snapshot(),
      configuration: configuration, jobs: 2)
    #expect(library.runs.map(\.id) == [run.id])
    #expect(library.runs[0].place.path == "refs/shelflife/runs:\(Recording([run]).path)")
    #expect(library.problems.map(\.place.path) == ["refs/shelflife/runs:2026/11/bad.jsonl"])
  }
}
