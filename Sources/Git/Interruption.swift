import Glibc
import Synchronization

/// Signals that ask to end: held back until what was begun is cleaned up, and handed on to the program that is run.
///
/// A program that is run while they are held is the head of a process group of its own, so that what it started itself
/// ends with it. The second signal ends it whether it wants to or not.
package enum Interruption {
  private static let signal = Atomic<Int32>(0)
  private static let child = Atomic<Int32>(0)
  private static let ending = [SIGINT, SIGTERM, SIGHUP]

  /// Holds these signals back from now on.
  package static func hold() {
    signal.store(0, ordering: .relaxed)
    child.store(0, ordering: .relaxed)
    for number in ending {
      _ = Glibc.signal(number) { received in
        // All of this may be done in a signal's handler (signal-safety(7)).
        let isSecond = Interruption.signal.exchange(received, ordering: .relaxed) != 0
        let group = Interruption.child.load(ordering: .relaxed)
        if group > 0 { kill(-group, isSecond ? SIGKILL : received) }
      }
    }
  }

  /// Lets them end the program again.
  package static func release() {
    for number in ending { _ = Glibc.signal(number, SIG_DFL) }
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

  /// Hands signals on to the process group of `pid` until `body` returns.
  static func handingOn<Result>(to pid: pid_t, _ body: () -> Result) -> Result {
    child.store(pid, ordering: .relaxed)
    // It may have come before there was anybody to hand it on to.
    if let received { kill(-pid, received) }
    let result = body()
    child.store(0, ordering: .relaxed)
    // A shell has what it starts in the background ignore SIGINT.
    if received != nil { kill(-pid, SIGTERM) }
    return result
  }
}
