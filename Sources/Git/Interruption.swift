import Glibc
import Synchronization

/// Signals that ask to end: held back until what was begun is cleaned up, and handed on to the program that is run.
///
/// Where a terminal does not signal that program itself, it is the head of a process group of its own, so that what it
/// started ends with it. The second signal ends it whether it wants to or not. What was ignored stays ignored.
package enum Interruption {
  private static let signal = Atomic<Int32>(0)
  /// As `kill` has it: a process, or with a minus a group; 0 where nothing runs.
  private static let child = Atomic<Int32>(0)
  private static let ending = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// Holds these signals back from now on.
  package static func hold() {
    signal.store(0, ordering: .relaxed)
    child.store(0, ordering: .relaxed)
    for number in ending where !isIgnored(number) {
      _ = Glibc.signal(number) { received in
        // All of this may be done in a signal's handler (signal-safety(7)).
        let isSecond = Interruption.signal.exchange(received, ordering: .relaxed) != 0
        let child = Interruption.child.load(ordering: .relaxed)
        if child != 0 {
          kill(child, isSecond ? SIGKILL : received)
          kill(child, SIGCONT)
        }
      }
    }
  }

  /// Lets them end the program again.
  package static func release() {
    for number in ending where !isIgnored(number) { _ = Glibc.signal(number, SIG_DFL) }
  }

  /// Whether whoever started the program has it ignore a signal, as `nohup` does.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Whether a terminal's keys signal this program and what it runs, which may read from it too.
  static var isInForeground: Bool {
    let terminal = unsafe open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { return false }
    defer { close(terminal) }
    return tcgetpgrp(terminal) == getpgrp()
  }

  /// The signal that came, if one did.
  package static var received: Int32? {
    let number = signal.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Ends the program as the signal would have.
  package static func end(by number: Int32) -> Never {
    release()
    // A worker's thread has signals blocked.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, number)
    unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(number)
    exit(128 + number)
  }

  /// Hands signals on to a process, or to the group that it is the head of, until `body` returns.
  static func handingOn<Result>(to pid: pid_t, isGroup: Bool, _ body: () -> Result) -> Result {
    let target = isGroup ? -pid : pid
    child.store(target, ordering: .relaxed)
    // It may have come before there was anybody to hand it on to.
    if let received { kill(target, received) }
    let result = body()
    child.store(0, ordering: .relaxed)
    // A shell has what it starts in the background ignore SIGINT.
    if isGroup, received != nil { kill(target, SIGTERM) }
    return result
  }
}
