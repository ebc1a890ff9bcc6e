import RealModule

/// A detector that watches one p-value after another and keeps a bounded rate of false alarms over all of them.
///
/// The Shiryaev-Roberts statistic over a mixture of four shifts; by Doob's inequality it exceeds L / alpha within L looks
/// with a chance of at most alpha when nothing changes.
package struct ShiryaevRoberts: Sendable, Equatable {
  private var states = (0.0, 0.0, 0.0, 0.0)
  /// The mean over the shifts, now.
  package private(set) var value = 0.0
  /// The highest that it has been.
  package private(set) var peak = 0.0
  package private(set) var looks = 0

  package init() {}

  package mutating func observe(_ p: Double) {
    let q = Self.deviate(p)
    states.0 = (states.0 + 1) * Double.exp(0.5 * q - 0.125)
    states.1 = (states.1 + 1) * Double.exp(q - 0.5)
    states.2 = (states.2 + 1) * Double.exp(2 * q - 2)
    states.3 = (states.3 + 1) * Double.exp(3 * q - 4.5)
    value = (states.0 + states.1 + states.2 + states.3) / 4
    peak = max(peak, value)
    looks += 1
  }

  /// The normal deviate of a p-value, held where doubles can still tell.
  static func deviate(_ p: Double) -> Double {
    // 1 - 1e-12 is no double; its mirror image is.
    p > 1 - 1e-12 ? NormalDistribution.quantile(1e-12) : -NormalDistribution.quantile(max(p, 1e-16))
  }

  /// A p-value that holds at any time of a period with so many looks.
  package func anytime(looksPerPeriod: Double) -> Double { min(1, looksPerPeriod / peak) }

  /// The value from which it is an alarm.
  package static func limit(looksPerPeriod: Double, alarmRate: Double) -> Double {
    looksPerPeriod / alarmRate
  }

  package static func == (a: Self, b: Self) -> Bool {
    a.states == b.states && a.peak == b.peak && a.looks == b.looks
  }
}
