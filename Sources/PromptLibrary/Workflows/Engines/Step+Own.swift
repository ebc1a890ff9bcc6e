import YAML

extension Step {
  /// A step of one of our own workflow files.
  init(own fields: Fields, index: Int) {
    let node = fields.node
    let place = fields.source.place(of: node["id"] ?? node.pairs.first?.key ?? node)
    self.init(id: fields.text("id") ?? "\(index)", pointer: "/steps/\(index)", place: place)
    title = fields.text("title")
    uses = fields.list("uses").map { use in
      PromptReference(use.value.utf8.contains(UInt8(ascii: "*")) ? .glob : .name, use.value, at: use.place)
    }
    next = fields.list("next")
    // A pointer that is none was reported; as written it would also dangle.
    engine = fields.located("engine").flatMap { text in
      EnginePointer(text.value).map { Located($0.description, at: text.place) }
    }
    if fields.text("status") == "disabled" || node["disabled"]?.bool == true { idle = "disabled" }
    governance = Governance(own: fields)
  }
}

extension Governance {
  fileprivate init(own fields: Fields) {
    self.init()
    produces = fields.text("produces")
    input = fields.text("input")
    inputs = fields.list("inputs")
    judgement = fields.text("judgement")
    operatedBy = fields.text("operated_by")
    output = fields.text("output")
    escalateWhen = fields.list("escalate_when")
    let placement = fields["placement"]
    valueConcentration = placement.located("value_concentration")
    detection = placement.located("detection")
    verifiability = placement.located("verifiability")
    failureMode = fields["failure"].text("mode")
    failureCost = fields["failure"].text("cost")
    let review = fields["review"]
    reviewLayer = review.located("layer")
    reviewAt = review.located("at")
    criteria = review.located("criteria")
    expertise = review.text("expertise")
    passRate = fields["standard"].number("pass_rate")
    overrideRate = fields["standard"].number("override_rate")
    let response = fields["on_failure"]
    failureResponse = response.located("response")
    fallback = response.located("fallback")
    rehearsed = response.located("rehearsed")
    let volume = fields["volume"]
    volumePerDay = volume.number("per_day")
    reviewMinutes = volume.number("review_minutes")
    reviewers = volume.number("reviewers")
  }
}
