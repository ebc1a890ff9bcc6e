/// What a step of our own workflow files says about its work, its review and its failure; see files.md's grammar in
/// `Schemas/workflow.schema.json`.
package struct Governance: Sendable {
  package var produces: String?
  package var input: String?
  package var inputs: [Located<String>] = []
  package var judgement: String?
  package var operatedBy: String?
  package var output: String?
  package var valueConcentration: Located<String>?
  package var detection: Located<String>?
  package var verifiability: Located<String>?
  package var reviewLayer: Located<String>?
  package var reviewAt: Located<String>?
  package var criteria: Located<String>?
  package var fallback: Located<String>?
  package var rehearsed: Located<String>?
  package var expertise: String?
  package var failureMode: String?
  package var failureCost: String?
  /// The least share of cases that pass.
  package var passRate: Located<Double>?
  /// The largest share of results that people override.
  package var overrideRate: Located<Double>?
  package var escalateWhen: [Located<String>] = []
  package var failureResponse: Located<String>?
  package var volumePerDay: Located<Double>?
  package var reviewMinutes: Located<Double>?
  package var reviewers: Located<Double>?

  package init() {}
}
