import YAML

extension Importer {
  /// JUnit's XML, as test runners for every language write it.
  static let junit = Importer(
    name: "junit",
    summary: "JUnit XML: suites with the properties `prompt`, `model`, `version`, or mapped by their names.",
    claims: { file in
      guard case .markup(let root) = file.content else { return false }
      return root.name == "testsuites" || root.name == "testsuite"
    },
    read: { file, _ in
      guard case .markup(let root) = file.content else { return Imported() }
      var imported = Imported()
      for suite in root.suites { imported.runs += runs(in: suite, file) }
      return imported
    })

  /// A suite's cases, apart where they name prompts or models of their own.
  private static func runs(in suite: Element, _ file: ResultFile) -> [ImportedRun] {
    let shared = suite.properties
    var order: [[String?]] = []
    var runs: [[String?]: ImportedRun] = [:]
    for test in suite.children(named: "testcase") {
      let own = test.properties.merging(shared) { own, _ in own }
      let group = [own["prompt"], own["model"], own["version"], own["judge"]]
      if runs[group] == nil {
        var run = ImportedRun(
          PromptClaim(), tool: "junit", at: Place(path: file.source.path, start: suite.start))
        if let prompt = own["prompt"] {
          run.claim.names.append(prompt)
          run.claim.paths.append(prompt)
        }
        if let name = suite.attributes["name"], own["prompt"] == nil { run.claim.names.append(name) }
        run.claim.version = own["version"]
        run.model = ModelNaming.name(own["model"])
        run.judge = ModelNaming.name(own["judge"])
        run.operatorName = own["operator"]
        run.suiteName = suite.attributes["name"]
        run.at = suite.attributes["timestamp"].flatMap(Timestamp.init)
        order.append(group)
        runs[group] = run
      }
      runs[group]?.observations.append(Observation(junit: test))
    }
    return order.compactMap { runs[$0] }
  }
}

extension Element {
  /// The suites of a file, those inside suites too.
  fileprivate var suites: [Element] {
    if name == "testsuite", !children(named: "testcase").isEmpty {
      return [self] + children.flatMap { $0.name == "testsuite" ? $0.suites : [] }
    }
    return children.flatMap { $0.name == "testsuite" ? $0.suites : [] }
  }

  /// `<properties>` by name, whether a value is an attribute or the text.
  fileprivate var properties: [String: String] {
    var properties: [String: String] = [:]
    for property in first("properties")?.children(named: "property") ?? [] {
      guard let name = property.attributes["name"] else { continue }
      properties[name] = property.attributes["value"] ?? property.text.trimmed
    }
    return properties
  }
}

extension Observation {
  /// A test case: an error is no failure, and what was skipped was not judged.
  init(junit test: Element) {
    var name = test.attributes["name"] ?? ""
    // promptfoo counts its tests in front of their descriptions.
    if name.hasPrefix("test "), let colon = name.firstRange(of: ": ") {
      name = String(name[colon.upperBound...])
    }
    let outcome: Outcome =
      test.first("error") != nil
      ? .error : test.first("failure") != nil ? .fail : test.first("skipped") != nil ? .unscored : .pass
    let group = test.attributes["classname"] ?? ""
    self.init(key: "\(group)\u{0}\(name)", label: name, outcome: outcome)
    latency = test.attributes["time"].flatMap(Double.init).flatMap { $0 > 0 ? $0 * 1000 : nil }
  }
}
