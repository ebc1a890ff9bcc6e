/// How the passes of one case spread over base and new trials when nothing changed.
enum Hypergeometric {
  /// Fills `weights` with P(Y = y) from the smallest attainable y on, which it returns.
  ///
  /// By the ratio of neighbours, outwards from the mode so that nothing overflows.
  static func weights(passes: Int, base: Int, new: Int, into weights: inout [Double]) -> Int {
    let low = max(0, passes - base)
    let high = min(passes, new)
    weights.removeAll(keepingCapacity: true)
    weights.append(contentsOf: repeatElement(0, count: high - low + 1))
    let mode = min(high, max(low, (passes + 1) * (new + 1) / (base + new + 2)))
    weights[mode - low] = 1
    var sum = 1.0
    var y = mode
    while y < high {
      let ratio =
        Double(passes - y) * Double(new - y) / (Double(y + 1) * Double(base - passes + y + 1))
      weights[y + 1 - low] = weights[y - low] * ratio
      sum += weights[y + 1 - low]
      y += 1
    }
    y = mode
    while y > low {
      let ratio =
        Double(y) * Double(base - passes + y) / (Double(passes - y + 1) * Double(new - y + 1))
      weights[y - 1 - low] = weights[y - low] * ratio
      sum += weights[y - 1 - low]
      y -= 1
    }
    for index in weights.indices { weights[index] /= sum }
    return low
  }
}
