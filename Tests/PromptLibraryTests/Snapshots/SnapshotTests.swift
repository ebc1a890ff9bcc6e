import Foundation
import Git
import Testing

@testable import PromptLibrary

@Suite struct SnapshotTests {
  private let prompt = "messages: [{role: user, content: Sort this row.}]\n"

  private func read(_ snapshot: Snapshot, _ path: String) throws -> String? {
    guard let index = snapshot.files.firstIndex(where: { $0.path == path }) else { return nil }
    return String(decoding: try snapshot.openReader().read(index), as: UTF8.self)
  }

  @Test func `a working tree has tracked files, and untracked ones that are not ignored`() throws {
    let repository = try TemporaryRepository()
    try repository.write("*.log\nbuild/\n", to: ".gitignore")
    try repository.write(prompt, to: "a.prompt.yml")
    try repository.write("kept", to: "build/kept.txt")
    try repository.git(["add", "-f", "build/kept.txt"])
    try repository.commit()
    try repository.write("new", to: "new/b.txt")
    try repository.write("no", to: "x.log")
    try repository.write("no", to: "build/other.txt")
    try FileManager.default.removeItem(atPath: repository.path + "/.gitignore")
    try repository.write("*.log\nbuild/\n", to: ".gitignore")
    let snapshot = try Snapshot.of(.workingTree, in: .discover(from: repository.path))
    #expect(snapshot.files.map(\.path) == [".gitignore", "a.prompt.yml", "build/kept.txt", "new/b.txt"])
    #expect(try read(snapshot, "a.prompt.yml") == prompt)
  }

  @Test func `the index is what git is about to commit`() throws {
    let repository = try TemporaryRepository()
    try repository.write("one", to: "a.txt")
    try repository.commit()
    try repository.write("two", to: "a.txt")
    try repository.git(["add", "a.txt"])
    try repository.write("three", to: "a.txt")
    let snapshot = try Snapshot.of(.index, in: .discover(from: repository.path))
    #expect(try read(snapshot, "a.txt") == "two")
  }

  @Test func `a commit is read without touching the working tree`() throws {
    let repository = try TemporaryRepository()
    try repository.write("one", to: "folder/a.txt")
    let first = try repository.commit()
    try repository.write("two", to: "folder/a.txt")
    try repository.commit()
    let snapshot = try Snapshot.of(.commit(first), in: .discover(from: repository.path))
    #expect(try read(snapshot, "folder/a.txt") == "one")
    #expect(snapshot.base?.description == first)
  }

  @Test func `a bare repository is read at its HEAD`() throws {
    let repository = try TemporaryRepository()
    try repository.write("one", to: "a.txt")
    try repository.commit()
    let bare = try TemporaryRepository("--bare")
    try repository.git(["push", "-q", bare.path, "main"])
    let snapshot = try Snapshot.of(.workingTree, in: .discover(from: bare.path))
    #expect(try read(snapshot, "a.txt") == "one")
    #expect(snapshot.notes.contains { $0.contains("bare") })
  }

  @Test func `a linked worktree has its own files`() throws {
    let repository = try TemporaryRepository()
    try repository.write("one", to: "a.txt")
    try repository.commit()
    let linked = repository.path + "-linked"
    defer { try? FileManager.default.removeItem(atPath: linked) }
    try repository.git(["worktree", "add", "-q", linked])
    try Data("other".utf8).write(to: URL(fileURLWithPath: linked + "/b.txt"))
    let snapshot = try Snapshot.of(.workingTree, in: .discover(from: linked))
    #expect(snapshot.files.map(\.path) == ["a.txt", "b.txt"])
  }

  @Test func `a submodule is named and not read`() throws {
    let inner = try TemporaryRepository()
    try inner.write(prompt, to: "inner.prompt.yml")
    try inner.commit()
    let outer = try TemporaryRepository()
    try outer.git(["submodule", "--quiet", "add", inner.path, "vendor/inner"])
    try outer.commit()
    for state in [Snapshot.State.workingTree, .index, .commit("HEAD")] {
      let snapshot = try Snapshot.of(state, in: .discover(from: outer.path))
      #expect(snapshot.submodules == ["vendor/inner"])
      #expect(snapshot.files.map(\.path) == [".gitmodules"])
    }
  }

  @Test func `links are resolved within the repository and never followed out of it`() throws {
    let repository = try TemporaryRepository()
    try repository.write("text", to: "docs/AGENTS.md")
    try FileManager.default.createSymbolicLink(
      atPath: repository.path + "/CLAUDE.md", withDestinationPath: "docs/AGENTS.md")
    try FileManager.default.createSymbolicLink(
      atPath: repository.path + "/secret", withDestinationPath: "/etc/passwd")
    try FileManager.default.createSymbolicLink(atPath: repository.path + "/loop", withDestinationPath: "loop")
    try repository.commit()
    for state in [Snapshot.State.workingTree, .index, .commit("HEAD")] {
      let snapshot = try Snapshot.of(state, in: .discover(from: repository.path))
      #expect(snapshot.files.map(\.path) == ["docs/AGENTS.md"])
      #expect(snapshot.links == [Snapshot.Link(path: "CLAUDE.md", target: "docs/AGENTS.md")])
      #expect(snapshot.notes.contains { $0.contains("loop, secret") })
    }
  }

  @Test func `a missing object is a problem of its file and no crash`() async throws {
    let repository = try TemporaryRepository()
    try repository.write(prompt, to: "a.prompt.yml")
    try repository.write(prompt + "# other\n", to: "folder/b.prompt.yml")
    try repository.commit()
    let blob = try repository.git(["rev-parse", "HEAD:a.prompt.yml"])
    try FileManager.default.removeItem(
      atPath: "\(repository.path)/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
    let tree = try repository.git(["rev-parse", "HEAD:folder"])
    try FileManager.default.removeItem(
      atPath: "\(repository.path)/.git/objects/\(tree.prefix(2))/\(tree.dropFirst(2))")
    let snapshot = try Snapshot.of(.commit("HEAD"), in: .discover(from: repository.path))
    let library = await Library.read(snapshot, configuration: Configuration(), jobs: 2)
    let unreadable = library.problems.filter { $0.kind == .unreadable }
    #expect(unreadable.contains { $0.place.path == "a.prompt.yml" && $0.message.contains(blob) })
    #expect(unreadable.contains { $0.place.path == "folder" && $0.message.contains(tree) })
  }

  @Test func `a missing file that might have named prompts leaves their use open, and is perhaps nothing`()
    async throws
  {
    let repository = try TemporaryRepository()
    try repository.write("Sort rows.", to: "a.prompt.md")
    try repository.write("{}", to: "report.json")
    try repository.commit()
    let blob = try repository.git(["rev-parse", "HEAD:report.json"])
    try FileManager.default.removeItem(
      atPath: "\(repository.path)/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
    let snapshot = try Snapshot.of(.commit("HEAD"), in: .discover(from: repository.path))
    let library = await Library.read(snapshot, configuration: Configuration(), jobs: 1)
    #expect(library.problems.map(\.isOfPerhapsNothing) == [true])
    #expect(library.verdicts.map(\.kind) == [.unknown])
  }

  @Test func `a repository without its config file is read all the same`() throws {
    let repository = try TemporaryRepository()
    try repository.write("one", to: "a.txt")
    try repository.commit()
    let bare = try TemporaryRepository("--bare")
    try repository.git(["push", "-q", bare.path, "main"])
    try FileManager.default.removeItem(atPath: bare.path + "/config")
    let snapshot = try Snapshot.of(.workingTree, in: .discover(from: bare.path))
    #expect(snapshot.files.map(\.path) == ["a.txt"])
  }

  @Test func `a SHA-256 repository is refused by its reason`() throws {
    let repository = try TemporaryRepository("--object-format=sha256")
    do throws(GitError) {
      _ = try Snapshot.of(.workingTree, in: .discover(from: repository.path))
      Issue.record("the repository was opened")
    } catch {
      #expect(error.isUnsupportedObjectFormat, "\(error)")
    }
  }

  @Test func `a folder without git is read as files, and says what that cannot show`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("shelflife-\(UUID().uuidString)")
      .path
    try FileManager.default.createDirectory(atPath: path + "/deep", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(prompt.utf8).write(to: URL(fileURLWithPath: path + "/deep/a.prompt.yml"))
    let snapshot = Snapshot.folder(at: path)
    #expect(snapshot.files.map(\.path) == ["deep/a.prompt.yml"])
    #expect(snapshot.notes.contains { $0.contains("not in a git repository") })
  }

  @Test func `a conflict in the index is read once, as ours`() throws {
    let repository = try TemporaryRepository()
    try repository.write("base", to: "a.txt")
    try repository.commit()
    try repository.git(["checkout", "-q", "-b", "side"])
    try repository.write("theirs", to: "a.txt")
    try repository.commit()
    try repository.git(["checkout", "-q", "main"])
    try repository.write("ours", to: "a.txt")
    try repository.commit()
    _ = try? repository.git(["merge", "-q", "side"])
    let snapshot = try Snapshot.of(.index, in: .discover(from: repository.path))
    #expect(snapshot.files.map(\.path) == ["a.txt"])
    #expect(try read(snapshot, "a.txt") == "ours")
    #expect(snapshot.notes.contains { $0.contains("conflict") })
  }

  @Test func `a sparse checkout is read whole`() throws {
    let repository = try TemporaryRepository()
    try repository.write("in", to: "in/a.txt")
    try repository.write("out", to: "out/b.txt")
    try repository.commit()
    try repository.git(["sparse-checkout", "set", "in"])
    let snapshot = try Snapshot.of(.workingTree, in: .discover(from: repository.path))
    #expect(snapshot.files.map(\.path) == ["in/a.txt", "out/b.txt"])
    #expect(try read(snapshot, "out/b.txt") == "out")
  }

  @Test func `paths with newlines, quotes and bytes that are no UTF-8 are listed and read`() throws {
    let repository = try TemporaryRepository()
    try repository.write("one", to: "a\nb.txt")
    try repository.write("two", to: "q'\"uote.txt")
    try repository.commit()
    for state in [Snapshot.State.workingTree, .index, .commit("HEAD")] {
      let snapshot = try Snapshot.of(state, in: .discover(from: repository.path))
      #expect(snapshot.files.map(\.path) == ["a\nb.txt", "q'\"uote.txt"])
      #expect(try read(snapshot, "a\nb.txt") == "one")
    }
  }
}
