import Synchronization

/// A row that several workers go through, each as far as it can from neighbour to neighbour.
final class Stretches: Sendable {
  /// What each worker has before it.
  private let left: Mutex<[Range<Int>]>
  /// Long enough that few neighbours are torn apart.
  private let length: Int

  init(_ count: Int, workers: Int, length: Int) {
    let bounds = (0...workers).map { count * $0 / workers }
    left = Mutex(zip(bounds, bounds.dropFirst()).map { $0..<$1 })
    self.length = length
  }

  /// The next stretch of a worker; one that has none takes over half of what is left to the busiest.
  func next(for worker: Int) -> Range<Int>? {
    left.withLock { left in
      if left[worker].isEmpty {
        guard let busiest = left.indices.max(by: { left[$0].count < left[$1].count }),
          !left[busiest].isEmpty
        else { return nil }
        let all = left[busiest]
        let middle = all.count <= length ? all.lowerBound : all.lowerBound + all.count / 2
        left[busiest] = all.lowerBound..<middle
        left[worker] = middle..<all.upperBound
      }
      let all = left[worker]
      let end = min(all.lowerBound + length, all.upperBound)
      left[worker] = end..<all.upperBound
      return all.lowerBound..<end
    }
  }
}
