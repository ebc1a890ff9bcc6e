import Glibc

/// Another program, run to its end.
///
/// Two calls of POSIX are all that is needed of a library for processes.
package enum ChildProcess {
  /// Where its standard output goes.
  package enum Output: Sendable {
    /// Where ours goes.
    case inherited
    /// To our standard error: it is progress, and not the result.
    case progress
    case file(String)
  }

  package struct Status: Sendable, Equatable {
    /// Nil when a signal ended it.
    package let code: Int32?
    package let signal: Int32?
  }

  /// Runs a program, found by `PATH`, with this environment besides ours; its standard input is empty.
  ///
  /// `isInterruptible` is for a caller that holds signals back: see `Interruption`.
  package static func run(
    _ arguments: [String], environment: [String: String] = [:], output: Output, isInterruptible: Bool = false
  ) throws(DiskError) -> Status {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    switch output {
    case .inherited: break
    case .progress: unsafe posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
    case .file(let path):
      unsafe posix_spawn_file_actions_addopen(
        &actions, STDOUT_FILENO, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    let isGroup = isInterruptible && !Interruption.isInForeground
    if isGroup {
      // A group of its own, whose number is its own process's.
      unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
      unsafe posix_spawnattr_setpgroup(&attributes, 0)
    }
    let words = unsafe CStrings(arguments)
    let variables = unsafe CStrings(merged(environment))
    defer {
      unsafe words.free()
      unsafe variables.free()
    }
    var child = pid_t()
    guard let program = arguments.first else { throw DiskError(reason: "no program was named") }
    let code = unsafe posix_spawnp(
      &child, program, &actions, &attributes, words.pointers, variables.pointers)
    guard code == 0 else { throw DiskError(reason: unsafe String(cString: strerror(code))) }
    var status: Int32 = 0
    func wait() -> Bool {
      while unsafe waitpid(child, &status, 0) < 0 {
        if errno != EINTR { return false }
      }
      return true
    }
    let hasEnded = isInterruptible ? Interruption.handingOn(to: child, isGroup: isGroup, wait) : wait()
    if !hasEnded { throw DiskError(reason: errorText()) }
    let signal = status & 0x7F
    return Status(code: signal == 0 ? status >> 8 & 0xFF : nil, signal: signal == 0 ? nil : signal)
  }

  private static func merged(_ environment: [String: String]) -> [String] {
    var words: [String] = []
    var index = 0
    while let entry = unsafe environ[index] {
      let word = unsafe String(cString: entry)
      let name = String(word.prefix { $0 != "=" })
      if environment[name] == nil { words.append(word) }
      index += 1
    }
    return words + environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  }

  /// Texts as C wants them, with a null at the end.
  @unsafe private struct CStrings {
    var pointers: [UnsafeMutablePointer<CChar>?]

    init(_ texts: [String]) { unsafe pointers = unsafe texts.map { unsafe strdup($0) } + [nil] }

    func free() { for index in unsafe pointers.indices { unsafe Glibc.free(pointers[index]) } }
  }
}
