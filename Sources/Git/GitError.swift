import CLibgit2

/// A failed libgit2 call.
package struct GitError: Error, Equatable, Sendable, CustomStringConvertible {
  package let code: Int32
  package let message: String
  package let operation: String

  package init(code: Int32, message: String, operation: String) {
    self.code = code
    self.message = message
    self.operation = operation
  }

  package var isNotFound: Bool { code == GIT_ENOTFOUND.rawValue }

  /// The repository belongs to another user, and git's `safe.directory` does not list it.
  ///
  /// Where no configuration has the setting at all, libgit2 1.5 says that it did not find it.
  package var isForeignOwner: Bool {
    code == GIT_EOWNER.rawValue || (isNotFound && message.contains("'safe.directory'"))
  }

  /// The index is split, or sparse, which libgit2 cannot read.
  package var isUnsupportedIndex: Bool { message.contains("unsupported mandatory extension") }

  /// The repository names its objects by SHA-256, which this libgit2 cannot read.
  package var isUnsupportedObjectFormat: Bool {
    message.contains("objectformat") || message.contains("object format") || message.contains("sha256")
  }

  package var description: String { "\(operation): \(message)" }
}

/// Throws the calling thread's last libgit2 error when `result` is negative.
///
/// libgit2 keeps its error message per thread, so this must run on the thread
/// that made the call, before any other libgit2 call.
@discardableResult
func check(_ result: Int32, _ operation: StaticString = #function) throws(GitError) -> Int32 {
  guard result < 0 else { return result }
  let message = unsafe git_error_last().map { unsafe String(cString: $0.pointee.message) } ?? "unknown error"
  throw GitError(code: result, message: message, operation: "\(operation)")
}
