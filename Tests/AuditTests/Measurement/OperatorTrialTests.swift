import Testing

@testable import Audit
@testable import PromptLibrary

@Suite struct OperatorTrialTests {
  private func trial(_ rows: [String], columns: String = "operator,case,output") throws -> OperatorTrial? {
    OperatorTrial(
      try TrialSheet(SourceText(path: "trial.csv", ([columns] + rows).joined(separator: "\n") + "\n")))
  }

  /// Rows of every operator on every case, each twice.
  private func rows(_ operators: [String], _ cases: Int, _ value: (String, Int, Int) -> String) -> [String] {
    operators.flatMap { name in
      (0..<cases).flatMap { item in (0..<3).map { "\(name),c\(item),\(value(name, item, $0))" } }
    }
  }

  @Test func `operators who say the same agree, and closure is asked next`() throws {
    let found = try #require(
      try trial(rows(["ada", "ben", "cai"], 40) { _, item, _ in "label \(item % 3)" }))
    #expect(found.output.reading == .agree)
    #expect(found.stage == .unknown)
  }

  @Test func `results that differ by chance alone are no agreement`() throws {
    let found = try #require(
      try trial(
        rows(["ada", "ben", "cai"], 40) { name, item, run in
          "\((item * 7 + run * 5 + (name == "ada" ? 1 : name == "ben" ? 2 : 4) * (item + run)) % 5)"
        }))
    #expect(try #require(found.output.within) > 0.5)
    #expect(found.output.reading == .unsteady)
    #expect(found.stage == .prompt)
  }

  @Test func `an operator who goes another way leaves the work at the prompt stage`() throws {
    let found = try #require(
      try trial(
        rows(["ada", "ben", "cai"], 30) { name, item, _ in name == "cai" && item % 2 == 0 ? "x" : "y" }))
    #expect(found.output.reading == .differ)
    #expect(found.stage == .prompt)
  }

  @Test func `without repetitions a difference may be chance, and that is said`() throws {
    let found = try #require(
      try trial((0..<30).flatMap { ["ada,c\($0),y", "ben,c\($0),\($0 % 3 == 0 ? "x" : "y")"] }))
    guard case .cannotTell(let reason) = found.output.reading else {
      Issue.record("It was told.")
      return
    }
    #expect(reason.contains("twice"))
    #expect(found.output.within == nil && found.output.process == nil)
  }

  @Test func `the stage is where the chain of agreement breaks`() throws {
    func stage(closure: (String) -> String, handoff: String, watched: String) throws -> OperatorTrial.Stage? {
      try trial(
        rows(["ada", "ben", "cai"], 40) { name, _, _ in "y,\(closure(name)),\(handoff),\(watched)" },
        columns: "operator,case,output,closure,handoff,watched")?.stage
    }
    #expect(try stage(closure: { $0 }, handoff: "manual", watched: "no") == .process)
    #expect(try stage(closure: { _ in "done" }, handoff: "manual", watched: "no") == .workflow)
    #expect(try stage(closure: { _ in "done" }, handoff: "automatic", watched: "no") == .automation)
    #expect(try stage(closure: { _ in "done" }, handoff: "automatic", watched: "yes") == .system)
  }

  @Test(arguments: [
    "operator,case\nada,c1\n", "operator,case,output,mood\nada,c1,x,good\n", "operator,case,output\nada,,x\n",
    "operator,case,output,handoff\nada,c1,x,sometimes\n", "operator,case,output\n", "",
    "operator,case,output\n\"ada",
    "operator,case,output\nada,c1\n",
  ]) func `a sheet that cannot be read says where and why`(text: String) {
    #expect(throws: TrialSheet.Fault.self) { try TrialSheet(SourceText(path: "trial.csv", text)) }
  }

  @Test func `one operator is no trial`() throws {
    #expect(try trial(["ada,c1,x", "ada,c2,y"]) == nil)
    #expect(try trial(["ada,c1,x", "ben,c2,y"]) == nil)
  }
}
