/// A one-sided p-value, exact and with half of the observed point's mass taken off.
package struct TailProbability: Sendable, Equatable {
  package var exact: Double
  package var mid: Double

  package init(exact: Double, mid: Double) {
    self.exact = exact
    self.mid = mid
  }

  /// Below this a double's tail is no longer trusted; it is printed as "< 1e-300".
  package static let smallest = 1e-300
}
