import Testing

@testable import Audit

@Suite struct FiguresTests {
  @Test(arguments: [
    (0.5, "0.5"), (0.0312, "0.031"), (0.00456, "0.0046"), (0.0001, "0.0001"), (0.00002, "2e-5"),
    (0.00000096, "1e-6"), (9.4e-7, "9e-7"), (9.6e-12, "1e-11"), (0, "< 1e-300"),
  ])
  func `a p-value is said in a figure or two`(value: Double, text: String) {
    #expect(value.significance == text)
  }
}
