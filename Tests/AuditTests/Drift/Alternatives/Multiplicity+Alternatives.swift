@testable import Audit

extension Multiplicity {
  /// Benjamini and Yekutieli's adjusted p-values (2001), which hold under any dependence.
  ///
  /// Those of Benjamini and Hochberg, times the sum of 1/k for k up to the number of p-values.
  static func benjaminiYekutieli(_ p: [Double]) -> [Double] {
    let sum = p.indices.reduce(0) { $0 + 1 / Double($1 + 1) }
    return benjaminiHochberg(p.map { $0 * sum }).map { min(1, $0) }
  }

  /// Holm's adjusted p-values (1979), for no false alarm at all: the k-th smallest times n + 1 - k, and never less than one
  /// before it.
  static func holm(_ p: [Double]) -> [Double] {
    var adjusted = p
    var largest = 0.0
    for (rank, index) in p.indices.sorted(by: { p[$0] < p[$1] }).enumerated() {
      largest = max(largest, min(1, p[index] * Double(p.count - rank)))
      adjusted[index] = largest
    }
    return adjusted
  }

  /// Which e-values are found at a false discovery rate (Wang and Ramdas 2022): the k largest, for the largest k of which
  /// the k-th is n / (k rate) or more.
  static func found(eValues: [Double], rate: Double) -> [Int] {
    let order = eValues.indices.sorted { eValues[$0] > eValues[$1] }
    let last = order.indices.last { eValues[order[$0]] * Double($0 + 1) * rate >= Double(eValues.count) }
    return order.prefix((last ?? -1) + 1).sorted()
  }
}
