@testable import Audit

/// Watches runs by their pass rates alone: each against those before it by Student's t, Q = -Phi^-1(p), and the detector
/// over these (a Q chart; Quesenberry 1991).
///
/// The product does so where it knows of counts alone, and where runs shake; here it stands for every suite.
struct RateMonitor {
  private var rates: [Double]
  private(set) var detector = ShiryaevRoberts()

  init(rates: [Double]) { self.rates = rates }

  /// Takes one run of all cases; rates that are all alike count as half a case apart.
  mutating func observe(_ run: [Int]) {
    let rate = Double(run.reduce(0, +)) / Double(run.count)
    if let test = RunLevelTest(reference: rates, new: rate, floor: 0.5 / Double(run.count)) {
      detector.observe(test.lower)
    }
    rates.append(rate)
  }
}
