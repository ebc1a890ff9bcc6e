import Foundation
import Git
import Testing

@Suite struct IndexListingTests {
  private func repository() throws -> TemporaryRepository {
    let repository = try TemporaryRepository()
    for file in ["a.txt", "a/b.txt", "a/c/d.txt", "a-b/e.txt", "a0/f.txt", "z.txt", "l\u{E9}on/g.txt"] {
      try repository.write("text of \(file)\n", to: file)
    }
    try repository.commit()
    return repository
  }

  private func changes(in repository: TemporaryRepository) throws -> [String] {
    let opened = try Repository(.discover(from: repository.path))
    let listing = opened.indexListing(.discover(from: repository.path))
    let index = try #require(listing)
    let tree = try opened.tree(of: opened.commit(at: "HEAD"))
    return try opened.changes(from: tree, to: index).map { change in
      "\(change.old == nil ? "A" : change.new == nil ? "D" : "M")\t\(change.path)"
    }
  }

  /// What git itself says, without renames.
  private func expected(in repository: TemporaryRepository) throws -> [String] {
    try repository.git([
      "-c", "core.quotePath=false", "diff-index", "--cached", "--name-status", "--no-renames", "HEAD",
    ])
    .split(separator: "\n").map { String($0).replacingOccurrences(of: "T\t", with: "M\t") }
    .sorted { $0.dropFirst(2) < $1.dropFirst(2) }
  }

  @Test(arguments: [2, 3, 4]) func `an index of each version lists what git lists`(version: Int) throws {
    let repository = try repository()
    try repository.git(["update-index", "--index-version", "\(version)"])
    try repository.write("new", to: "a/new.txt")
    try repository.git(["add", "-N", "a/new.txt"])
    try repository.write(
      String(repeating: "deep/", count: 20) + "x", to: String(repeating: "deep/", count: 20) + "x")
    try repository.git(["add", "deep"])
    let opened = try Repository(.discover(from: repository.path))
    let listing = opened.indexListing(.discover(from: repository.path))
    let index = try #require(listing)
    let listed = try opened.indexFiles().filter { !$0.isIntended }
    #expect(index.files { _ in true } == listed)
    for file in index.files(where: { _ in true }) { #expect(index.file(at: file.path) == file) }
    #expect(index.file(at: "a/new.txt") == nil && index.file(at: "a/b") == nil)
    // For a working tree all that libgit2 tells counts: intended files, and those that a sparse checkout leaves out.
    try repository.git(["update-index", "--skip-worktree", "a/c/d.txt"])
    // An open repository keeps the index that it has read.
    let reopened = try Repository(.discover(from: repository.path))
    for folder in [nil, "a", "deep", "a/c", "l\u{E9}on", "nowhere"] {
      let listing = reopened.indexListing(.discover(from: repository.path), leavingOut: folder)
      let files = try #require(listing).workingFiles
      #expect(try files == reopened.indexFiles(leavingOut: folder), "\(folder ?? "-")")
      #expect(files.contains(where: \.isSparse) == (folder != "a" && folder != "a/c"))
      #expect(files.contains(where: \.isIntended) == (folder != "a"))
    }
    #expect(index.mayHold(prefix: "a/c") && !index.mayHold(prefix: "a/x"))
  }

  @Test func `changes are those that git sees, with and without what the index remembers of trees`() throws {
    let repository = try repository()
    try repository.write("changed", to: "a/c/d.txt")
    try repository.write("new", to: "a/c.txt")
    try repository.write("new", to: "new/h.txt")
    try repository.git(["rm", "-q", "-r", "a-b"])
    try repository.git(["add", "-A"])
    #expect(try changes(in: repository) == expected(in: repository))
    try repository.git(["read-tree", "HEAD"])
    #expect(try changes(in: repository).isEmpty)
    // A file takes a folder's place, and a folder a file's.
    try repository.git(["rm", "-q", "-r", "--cached", "a", "z.txt"])
    try FileManager.default.removeItem(atPath: repository.path + "/a")
    try FileManager.default.removeItem(atPath: repository.path + "/z.txt")
    try repository.write("file", to: "a")
    try repository.write("in folder", to: "z.txt/i.txt")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: repository.path + "/a0/f.txt")
    try repository.git(["add", "-A"])
    #expect(try changes(in: repository) == expected(in: repository))
  }

  @Test func `a conflict is read as ours`() throws {
    let repository = try repository()
    try repository.git(["checkout", "-q", "-b", "side"])
    try repository.write("theirs", to: "a/b.txt")
    try repository.commit()
    try repository.git(["checkout", "-q", "main"])
    try repository.write("ours", to: "a/b.txt")
    try repository.commit()
    _ = try? repository.git(["merge", "-q", "side"])
    #expect(try changes(in: repository).isEmpty)
  }

  @Test func `trees differ as git says they do`() throws {
    let repository = try repository()
    let first = try repository.git(["rev-parse", "HEAD"])
    try repository.write("changed", to: "a/c/d.txt")
    try FileManager.default.removeItem(atPath: repository.path + "/a-b")
    try repository.write("new", to: "a-b")
    try repository.commit()
    let opened = try Repository(.discover(from: repository.path))
    let (old, new) = try (
      opened.tree(of: opened.commit(at: first)), opened.tree(of: opened.commit(at: "HEAD"))
    )
    let (changed, all, none) = try (
      opened.changes(from: old, to: new), opened.changes(from: nil, to: old),
      opened.changes(from: new, to: new)
    )
    #expect(changed.map(\.path) == ["a-b", "a-b/e.txt", "a/c/d.txt"])
    #expect(all.count == 7 && none.isEmpty)
  }

  @Test func `what only git can read, and what is damaged, is left to git`() throws {
    let repository = try repository()
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: repository.path + "/.git/index")))
    #expect(IndexListing(bytes) != nil)
    for length in stride(from: 0, to: bytes.count - 20, by: 7) { _ = IndexListing(Array(bytes[..<length])) }
    var other = bytes
    other[7] = 9
    #expect(IndexListing(other) == nil)
    for position in stride(from: 12, to: bytes.count, by: 3) {
      var damaged = bytes
      damaged[position] ^= 0xFF
      _ = IndexListing(damaged)
    }
    try repository.git(["update-index", "--split-index"])
    let opened = try Repository(.discover(from: repository.path))
    let listing = opened.indexListing(.discover(from: repository.path))
    #expect(listing == nil)
  }
}
