extension UnsafeBufferPointer<UInt8> {
  /// Calls `body` with the offsets of each run of bytes that a mask tells apart, 64 at a time.
  ///
  /// A step from byte to byte is a guess for the processor at the end of each word; bits of a mask are counted.
  @inline(__always)
  func forEachRun(
    _ mask: (_ block: UnsafePointer<UInt8>, _ count: Int) -> UInt64,
    _ body: (_ start: Int, _ end: Int) -> Void
  ) {
    guard let first = baseAddress else { return }
    var start = -1
    var isInRun: UInt64 = 0
    for block in stride(from: 0, to: count, by: 64) {
      let mask = mask(first + block, count &- block)
      // Where a run begins or ends.
      var edges = mask ^ (mask << 1 | isInRun)
      isInRun = mask >> 63
      while edges != 0 {
        let edge = block &+ edges.trailingZeroBitCount
        edges &= edges &- 1
        if start < 0 {
          start = edge
        } else {
          body(start, edge)
          start = -1
        }
      }
    }
    if start >= 0 { body(start, count) }
  }
}
