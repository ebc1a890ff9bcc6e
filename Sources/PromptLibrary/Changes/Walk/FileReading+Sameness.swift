extension FileReading {
  /// Whether the gate's rules find in both the same, and a library joins both to the same edges.
  func says(theSameAs other: FileReading) -> Bool {
    guard Self.areAlike(workflows, other.workflows), cards.isEmpty, other.cards.isEmpty, waivers.isEmpty,
      other.waivers.isEmpty, tombstones.isEmpty, other.tombstones.isEmpty, !isObstacle, !other.isObstacle,
      Self.areAlike(problems, other.problems)
    else { return false }
    let (mine, others) = (prompts ?? PromptFile(), other.prompts ?? PromptFile())
    return mine.references.isEmpty && others.references.isEmpty && mine.companions.isEmpty
      && others.companions.isEmpty && Self.areAlike(mine.problems, others.problems)
      && mine.prompts.count == others.prompts.count
      && zip(mine.prompts, others.prompts).allSatisfy { $0.says(theSameAs: $1) }
  }

  private static func areAlike(_ mine: WorkflowFile?, _ others: WorkflowFile?) -> Bool {
    guard let mine, let others else { return mine == nil && others == nil }
    return areAlike(mine.problems, others.problems) && mine.workflows.count == others.workflows.count
      && zip(mine.workflows, others.workflows).allSatisfy { $0.says(theSameAs: $1) }
  }

  private static func areAlike(_ mine: [SourceProblem], _ others: [SourceProblem]) -> Bool {
    mine.count == others.count
      && zip(mine, others).allSatisfy { $0.kind == $1.kind && $0.message == $1.message }
  }
}

extension Workflow {
  fileprivate func says(theSameAs other: Workflow) -> Bool {
    id == other.id && path == other.path && engine == other.engine && isPlatform == other.isPlatform
      && steps.count == other.steps.count
      && zip(steps, other.steps).allSatisfy { one, other in
        one.id == other.id && one.pointer == other.pointer && one.idle == other.idle
          && one.engine?.value == other.engine?.value && one.inline.isEmpty == other.inline.isEmpty
          && one.uses.count == other.uses.count
          && zip(one.uses, other.uses).allSatisfy { use, other in
            use.kind == other.kind && use.target == other.target && use.idle == other.idle
              && use.isTentative == other.isTentative && use.place.path == other.place.path
          }
      }
  }
}

extension Prompt {
  fileprivate func says(theSameAs other: Prompt) -> Bool {
    id == other.id && path == other.path && key == other.key && format == other.format
      && platform == other.platform && isPartial == other.isPartial && syntax == other.syntax
      && metadata.id?.value == other.metadata.id?.value
      && metadata.status?.value == other.metadata.status?.value
      && metadata.successor?.value == other.metadata.successor?.value
      && metadata.steps.map(\.value) == other.metadata.steps.map(\.value)
      && Self.areAlike(includes, other.includes) && Self.areAlike(links, other.links)
      && inputs?.map(\.value) == other.inputs?.map(\.value)
      && variables.map(\.value) == other.variables.map(\.value)
      && optional == other.optional && supplied == other.supplied
      && secrets.map(\.kind) == other.secrets.map(\.kind)
  }

  private static func areAlike(_ mine: [Include], _ others: [Include]) -> Bool {
    mine.count == others.count
      && zip(mine, others).allSatisfy { one, other in
        one.kind == other.kind && one.target == other.target && one.isDynamic == other.isDynamic
      }
  }
}
