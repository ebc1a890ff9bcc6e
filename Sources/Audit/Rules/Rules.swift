extension Rule {
  /// Every rule, in the order in which the documentation shows them.
  package static let all: [Rule] = groups.flatMap(\.rules)

  /// The rules by what they look at: first what a small team needs first.
  package static let groups: [(title: String, rules: [Rule])] = [
    ("Attachment", attachment),
    ("Library", library),
    ("Measurement", measurement),
    ("Drift", drift),
  ]

  private static let attachment: [Rule] = [
    .unattachedPrompt,
    .orphanedPrompt,
    .danglingAttachment,
    .danglingReference,
    .oneSidedAttachment,
    .testOnlyPrompt,
    .inlinePrompt, .shadowPrompt,
    .retiredInUse,
    .undecidable,
  ]

  private static let library: [Rule] = [
    .unparseable,
    .unknownKey,
    .duplicateID,
    .nearDuplicate,
    .undefinedVariable,
    .unusedInput,
    .secretInPrompt,
    .reusedName,
    .deprecatedWithoutSuccessor,
    .reviewOverdue,
    .retirementCandidate,
    .lowAdoption,
    .concentratedUse,
    .growthOnly,
    .expiredWaiver,
    .deadWaiver,
    .badLedgerLine,
  ]

  private static let measurement: [Rule] = [
    .unmeasuredPrompt,
    .staleValidation,
    .unvalidatedModel,
    .expiredValidation,
    .underpoweredSuite,
    .suiteChanged,
    .belowStandard,
    .aspirationalPrompt,
  ]

  private static let drift: [Rule] = [
    .modelDrift,
    .silentMove,
    .promptRegression,
    .judgeDrift,
    .operatorVariance,
    .flakySuite,
    .costDrift,
    .latencyDrift,
    .overrideDrift,
  ]
}
