import CLibgit2

/// Sole owner of one libgit2 object; frees it exactly once.
@unsafe
struct Handle: ~Copyable {
  let pointer: OpaquePointer
  private let free: (OpaquePointer?) -> Void

  /// Runs a libgit2 constructor that writes its result through an out-parameter.
  init(
    free: @escaping (OpaquePointer?) -> Void,
    _ operation: StaticString = #function,
    _ create: (inout OpaquePointer?) -> Int32
  ) throws(GitError) {
    var out: OpaquePointer?
    let code = unsafe create(&out)
    try check(code, operation)
    unsafe self.pointer = out!
    unsafe self.free = free
  }

  deinit { unsafe free(pointer) }
}
