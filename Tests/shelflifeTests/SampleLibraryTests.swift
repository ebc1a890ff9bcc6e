import FoundationEssentials
import Testing

@testable import shelflife

@Suite struct SampleLibraryTests {
  @Test func `auditing the sample library gives the reports that are committed`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "shelflife-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let outcome = await Invocation.run(
      "report", "-C", Checkout.root.path, "--as-of", try Checkout.sampleDay(), "--out", folder.path)
    #expect(outcome.status == .clean, "\(outcome.complaints)")

    let written = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    let reports = Checkout.root.appending(path: "reports")
    let committed = try? FileManager.default.contentsOfDirectory(atPath: reports.path)
    try #require(
      committed != nil, "There is no folder reports/: run 'make audit', and commit what it writes.")
    #expect(
      Set(committed!) == written, "reports/ holds other files: run 'make audit', and commit what it writes.")
    for name in written.intersection(committed!).sorted() {
      let actual = String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
      let difference = difference(of: actual, from: try Checkout.text("reports/\(name)"))
      #expect(
        difference == nil,
        """
        reports/\(name) is not what auditing library/ gives. Run 'make audit', look at the change, and commit it.
        \(difference ?? "")
        """)
    }
  }

  @Test func `the number of workers changes nothing`() async throws {
    let day = try Checkout.sampleDay()
    let root = Checkout.root.path
    let one = await Invocation.run("audit", "-C", root, "--as-of", day, "--format", "json", "--jobs", "1")
    let many = await Invocation.run("audit", "-C", root, "--as-of", day, "--format", "json", "--jobs", "7")
    #expect(one.output == many.output)
    #expect(one.status == .findings)
  }

  @Test(arguments: [("never", shelflife.ExitStatus.clean), ("error", .findings), ("note", .findings)])
  func `findings decide the exit status`(level: String, status: shelflife.ExitStatus) async throws {
    let outcome = await Invocation.run(
      "audit", "-C", Checkout.root.path, "--as-of", try Checkout.sampleDay(), "--fail-on", level)
    #expect(outcome.status == status)
  }

  /// What is wrong in the sample is wrong on purpose; `library/README.md` says what.
  @Test func `no file of the tool's own is found wanting`() async throws {
    let outcome = await Invocation.run(
      "audit", "-C", Checkout.root.path, "--as-of", try Checkout.sampleDay(), "--fail-on", "never")
    let headings = outcome.output.split(separator: "\n").filter { !$0.hasPrefix(" ") && $0.contains("  ") }
    #expect(!headings.isEmpty)
    for heading in headings { #expect(heading.hasPrefix("library/"), "\(heading)") }
  }
}
