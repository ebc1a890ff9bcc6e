/// Ranks of values from the smallest up, ties sharing their mean, and the sum of t^3 - t over ties.
func ranks(of values: [Double]) -> (ranks: [Double], ties: Double) {
  let order = values.indices.sorted { values[$0] < values[$1] }
  var ranks = [Double](repeating: 0, count: values.count)
  var ties = 0.0
  var start = 0
  while start < order.count {
    var end = start
    while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
    for index in start...end { ranks[order[index]] = Double(start + end) / 2 + 1 }
    let size = Double(end - start + 1)
    ties += size * size * size - size
    start = end + 1
  }
  return (ranks, ties)
}

/// The middle of sorted values.
func median(ofSorted values: [Double]) -> Double {
  let half = values.count / 2
  return values.count % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2
}
