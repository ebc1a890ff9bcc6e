import Dispatch
import Synchronization

/// Hands out the numbers from 0 to whoever asks next.
private final class Counter: Sendable {
  private let next = Atomic(0)
  func take(_ count: Int) -> Int { next.add(count, ordering: .relaxed).oldValue }
}

/// Maps `0..<count` on `jobs` workers, each with state of its own; results come in order of index.
func parallelMap<State, Result: Sendable>(
  _ count: Int, jobs: Int, state makeState: @Sendable @escaping () -> State,
  _ body: @Sendable @escaping (inout State, Int) -> Result
) async -> [Result] {
  let chunk = 32
  if jobs <= 1 || count <= chunk {
    var state = makeState()
    return (0..<count).map { body(&state, $0) }
  }
  let next = Counter()
  return await withTaskGroup(of: [(start: Int, results: [Result])].self) { group in
    for _ in 0..<jobs {
      group.addTask {
        var state = makeState()
        var done: [(Int, [Result])] = []
        while true {
          let start = next.take(chunk)
          guard start < count else { return done }
          done.append((start, (start..<min(start + chunk, count)).map { body(&state, $0) }))
        }
      }
    }
    var chunks: [(Int, [Result])] = []
    for await done in group { chunks += done }
    chunks.sort { $0.0 < $1.0 }
    return chunks.flatMap(\.1)
  }
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
