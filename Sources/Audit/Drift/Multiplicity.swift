/// What a p-value is worth among many.
package enum Multiplicity {
  /// The adjusted p-values of Benjamini and Hochberg (1995), in the order given.
  ///
  /// Those at or below q are found at a false discovery rate of q.
  package static func benjaminiHochberg(_ p: [Double]) -> [Double] {
    let order = p.indices.sorted { p[$0] != p[$1] ? p[$0] > p[$1] : $0 > $1 }
    var adjusted = p
    var smallest = 1.0
    for (rank, index) in order.enumerated() {
      smallest = min(smallest, p[index] * Double(p.count) / Double(p.count - rank))
      adjusted[index] = smallest
    }
    return adjusted
  }

  /// One p-value for a group: whether anything in it changed (Simes 1986).
  package static func simes(_ p: [Double]) -> Double { benjaminiHochberg(p).min() ?? 1 }

  /// Which members of which groups are found: Simes for each group, Benjamini-Hochberg over groups, then inside each
  /// group that is selected (Benjamini and Bogomolov 2014).
  package static func found(in groups: [[Double]], rate: Double) -> [[Bool]] {
    let selected = benjaminiHochberg(groups.map(simes)).map { $0 <= rate }
    return zip(groups, selected).map { group, isSelected in
      isSelected ? benjaminiHochberg(group).map { $0 <= rate } : group.map { _ in false }
    }
  }
}
