import Testing

@testable import Report

@Suite struct GoldenTests {
  @Test(arguments: [
    (ReportFormat.text, "report.txt"), (.json, "report.json"), (.sarif, "report.sarif"),
    (.github, "report.github.txt"), (.gitlab, "report.gitlab.json"), (.junit, "report.xml"),
    (.markdown, "report.md"), (.html, "report.html"),
  ])
  func `a report with one of everything is written as before`(format: ReportFormat, name: String) throws {
    try expectGolden(Report.sample.rendered(as: format), name)
  }

  @Test(arguments: [
    (ListingFormat.text, "list.txt"), (.json, "list.json"), (.csv, "list.csv"),
  ])
  func `a listing is written as before`(format: ListingFormat, name: String) throws {
    try expectGolden(LibraryListing(library: .sample).rendered(as: format), name)
  }

  @Test func `a text report is coloured when asked`() throws {
    try expectGolden(Report.sample.rendered(as: .text, color: true), "report.color.txt")
  }

  @Test(arguments: ReportFormat.allCases)
  func `a report of nothing is written`(format: ReportFormat) {
    #expect(Report([]).rendered(as: format).hasSuffix("\n"))
  }

  @Test(arguments: ReportFormat.allCases)
  func `the order of findings does not show`(format: ReportFormat) {
    var reversed = Report.sample
    reversed.findings.reverse()
    #expect(reversed.rendered(as: format) == Report.sample.rendered(as: format))
  }
}
