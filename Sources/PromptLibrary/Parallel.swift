import Dispatch
import Synchronization

/// Hands out the numbers from 0 to whoever asks next.
private final class Counter: Sendable {
  private let next = Atomic(0)
  func take(_ count: Int) -> Int { next.add(count, ordering: .relaxed).oldValue }
}

/// Room for results that several workers fill, each at places of its own, and that one takes out in the end.
///
/// They are moved and never copied: a copy of a file's reading touches a dozen counters that all workers share.
private final class Slots<Result: Sendable>: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Result>
  private let count: Int

  init(_ count: Int) {
    self.count = count
    base = .allocate(capacity: count)
  }

  func fill(_ index: Int, with result: consuming Result) { (base + index).initialize(to: result) }

  /// To be called once, when every slot was filled.
  func take() -> [Result] {
    defer { base.deallocate() }
    return Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      buffer.baseAddress?.moveInitialize(from: base, count: count)
      initialized = count
    }
  }
}

/// Maps `0..<count` on `jobs` workers, each with state of its own; results come in order of index.
func parallelMap<State, Result: Sendable>(
  _ count: Int, jobs: Int, state makeState: @Sendable @escaping () -> State,
  _ body: @Sendable @escaping (inout State, Int) -> Result
) async -> [Result] {
  // Large files lie side by side, and whoever takes the last ones keeps the others waiting.
  let chunk = 8
  if jobs <= 1 || count <= 4 * chunk {
    var state = makeState()
    return (0..<count).map { body(&state, $0) }
  }
  let next = Counter()
  let slots = Slots<Result>(count)
  await withTaskGroup(of: Void.self) { group in
    for _ in 0..<jobs {
      group.addTask {
        var state = makeState()
        while true {
          let start = next.take(chunk)
          guard start < count else { return }
          for index in start..<min(start + chunk, count) { slots.fill(index, with: body(&state, index)) }
        }
      }
    }
  }
  return slots.take()
}

/// Frees a value on another worker: what a search leaves has a piece for each word that it followed.
func freeAside(_ value: consuming some Sendable) {
  let box = Unmanaged.passRetained(Box(value))
  Task.detached { box.release() }
}

/// Holds a value for whoever has the box.
package final class Box<Value: Sendable>: Sendable {
  private let value: Value
  package init(_ value: consuming Value) { self.value = value }
}

/// Does two things at once where there are workers for it.
package func concurrently<First: Sendable, Second: Sendable>(
  jobs: Int, _ first: @Sendable () -> First, _ second: @Sendable () -> Second
) -> (First, Second) {
  guard jobs > 1 else { return (first(), second()) }
  let (one, other) = (Slots<First>(1), Slots<Second>(1))
  DispatchQueue.concurrentPerform(iterations: 2) { part in
    if part == 0 { one.fill(0, with: first()) } else { other.fill(0, with: second()) }
  }
  return (one.take()[0], other.take()[0])
}

/// Maps ranges of `0..<count` on up to `jobs` threads, and joins what they give in order.
///
/// A range has `size` numbers. For pure work on values that all threads may read; the caller waits.
package func concurrentFlatMap<Result: Sendable>(
  _ count: Int, size: Int = 256, jobs: Int, _ body: @Sendable (Range<Int>) -> [Result]
) -> [Result] {
  guard jobs > 1, count > size else { return body(0..<count) }
  let chunks = (count + size - 1) / size
  let counter = Counter()
  let results = Mutex([[Result]](repeating: [], count: chunks))
  DispatchQueue.concurrentPerform(iterations: min(jobs, chunks)) { _ in
    while true {
      let chunk = counter.take(1)
      guard chunk < chunks else { return }
      let result = body(chunk * size..<min((chunk + 1) * size, count))
      results.withLock { $0[chunk] = result }
    }
  }
  return results.withLock { $0.flatMap(\.self) }
}
