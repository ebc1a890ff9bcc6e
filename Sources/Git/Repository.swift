import CLibcrypto
import CLibgit2
import Glibc

/// An open git repository.
///
/// Objects read from it are copied into plain values, so nothing outlives the handle.
/// One thread at a time may use it; several workers open one each.
@safe package struct Repository: ~Copyable {
  let handle: Handle
  /// The index to read, where it is not the repository's own.
  var indexFile: String?
  /// The commits whose parents a shallow clone lacks.
  let cut: Set<ObjectID>

  private static let startLibrary: Void = {
    git_libgit2_init()
    shelflife_git_skip_rehashing()
    shelflife_git_skip_caching()
    shelflife_git_allow_worktree_configuration()
  }()

  /// Starts libgit2 before a repository is opened, for a program that has something else to do meanwhile: it reads the
  /// system's certificates, which takes longer than to open a small repository.
  package static func prepare() { startLibrary }

  /// How to find a repository.
  package enum Opening: Sendable, Equatable {
    /// The repository that holds this folder, or one of its parents.
    case discover(from: String)
    /// What git's own variables name (`GIT_DIR`, `GIT_INDEX_FILE`, `GIT_OBJECT_DIRECTORY`), as a hook needs it.
    case environment
  }

  package init(_ opening: Opening) throws(GitError) {
    Self.startLibrary
    switch opening {
    case .discover(let path):
      unsafe handle = try Handle(free: unsafe git_repository_free, "open repository") {
        unsafe git_repository_open_ext(&$0, path, 0, nil)
      }
    case .environment:
      // libgit2 refuses GIT_WORK_TREE, which some tools set when they call git: then the folder and the index are
      // opened by their names.
      let folder = unsafe getenv("GIT_WORK_TREE") != nil ? Self.variable("GIT_DIR") ?? "." : nil
      let flags = folder == nil ? GIT_REPOSITORY_OPEN_FROM_ENV.rawValue : 0
      unsafe handle = try Handle(free: unsafe git_repository_free, "open repository") {
        unsafe git_repository_open_ext(&$0, folder, flags, nil)
      }
      if folder != nil { indexFile = Self.variable("GIT_INDEX_FILE") }
    }
    cut = unsafe Self.cut(of: handle)
  }

  static func variable(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// Whether there is no working tree.
  ///
  /// A mirror that lost its `config` does not say so; it is told by not being called `.git`.
  package var isBare: Bool {
    if unsafe git_repository_is_bare(handle.pointer) == 1 { return true }
    let folder = gitDirectory
    if folder.hasSuffix("/.git/") || folder.contains("/.git/") { return false }
    return unsafe access(folder + "config", F_OK) != 0
  }

  /// The top of the working tree, with a slash at its end; nil in a bare repository.
  package var workingDirectory: String? {
    isBare ? nil : unsafe git_repository_workdir(handle.pointer).map { unsafe String(cString: $0) }
  }

  /// Where this working tree's own state lies (`.git`, or a folder below it for a linked worktree).
  package var gitDirectory: String { unsafe String(cString: git_repository_path(handle.pointer)) }

  /// The commit that `spec` names, as `git rev-parse SPEC^{commit}` would say.
  package func commit(at spec: String) throws(GitError) -> ObjectID {
    let object = unsafe try Handle(free: unsafe git_object_free, "resolve revision") {
      unsafe git_revparse_single(&$0, handle.pointer, spec)
    }
    let commit = unsafe try Handle(free: unsafe git_object_free, "resolve to a commit") {
      unsafe git_object_peel(&$0, object.pointer, GIT_OBJECT_COMMIT)
    }
    return unsafe ObjectID(git_object_id(commit.pointer).pointee)
  }

  /// The bytes of a blob.
  package func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
    var oid = id.raw
    let odb = unsafe try Handle(free: unsafe git_odb_free, "read object") {
      unsafe git_repository_odb(&$0, handle.pointer)
    }
    let object = unsafe try Handle(free: unsafe git_odb_object_free, "read object") {
      unsafe git_odb_read(&$0, odb.pointer, &oid)
    }
    return unsafe Array(
      UnsafeRawBufferPointer(
        start: git_odb_object_data(object.pointer), count: git_odb_object_size(object.pointer)))
  }

  /// Whether git's ignore rules cover `path`, relative to the working tree; a folder ends in a slash.
  package func ignores(_ path: String) -> Bool {
    var ignored: Int32 = 0
    let code = unsafe git_ignore_path_is_ignored(&ignored, handle.pointer, path)
    return code == 0 && ignored == 1
  }

  /// The name git would give these bytes as a blob, as `git hash-object` prints it.
  ///
  /// libgit2's own hash looks for attacks on SHA-1 at every step, which made it a twelfth of an audit; what is hashed
  /// here names a text to people, and OpenSSL takes a sixth of the time.
  package static func blobID(of bytes: [UInt8]) -> ObjectID { blobID(of: bytes[...]) }

  package static func blobID(of bytes: ArraySlice<UInt8>) -> ObjectID {
    let header = Array("blob \(bytes.count)\0".utf8)
    let context = unsafe EVP_MD_CTX_new()
    defer { unsafe EVP_MD_CTX_free(context) }
    var oid = git_oid()
    unsafe withUnsafeMutableBytes(of: &oid.id) { digest in
      let start = unsafe digest.baseAddress!.assumingMemoryBound(to: UInt8.self)
      // Header and text one after the other: to join them first copies every prompt.
      let isDone = unsafe bytes.withUnsafeBytes { bytes in
        unsafe EVP_DigestInit_ex(context, sha1, nil) == 1
          && EVP_DigestUpdate(context, header, header.count) == 1
          && (bytes.isEmpty || EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1)
          && EVP_DigestFinal_ex(context, start, nil) == 1
      }
      precondition(isDone)
    }
    return ObjectID(oid)
  }

  /// Asked for once: to look the method up by its name takes longer than to hash a short text.
  nonisolated(unsafe) private static let sha1: OpaquePointer = unsafe EVP_MD_fetch(nil, "SHA1", nil)
}
