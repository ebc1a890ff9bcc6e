/// Reads a Jinja expression for the names that it takes from its surroundings.
///
/// It follows the grammar token by token with a stack of brackets; what does not parse yields no names, since
/// `{{ your name here }}` in prose is no variable.
struct JinjaExpression {
  struct Name {
    var range: Range<Int>
    /// Its absence is allowed for: `x is defined`, `x | default('')`, `x or y`, a bare test.
    var isOptional: Bool
    var isCalled: Bool
  }

  private enum Bracket { case top, group, call, list, subscripted, dictionary }

  private struct Level {
    var bracket: Bracket
    /// What stands here is asked for its truth alone.
    var isTest: Bool
    var base: Bool
    /// The name which is all of the operand so far, as an index in `names`.
    var operand: Int?
  }

  private(set) var names: [Name] = []
  private var levels: [Level] = []
  private var level = Level(bracket: .top, isTest: false, base: false)
  private var awaitsOperand = true
  private var index = 0
  private var start = 0
  private var end = 0

  /// Reads the tokens of a range; false, and no names, when they are no expression.
  ///
  /// `afterOperand` starts behind a value, as the `{% filter %}` statement does.
  mutating func read(
    _ tokens: [TagToken], _ range: Range<Int>, in bytes: [UInt8], isTest: Bool, afterOperand: Bool = false
  ) -> Bool {
    names.removeAll(keepingCapacity: true)
    levels.removeAll(keepingCapacity: true)
    level = Level(bracket: .top, isTest: isTest, base: isTest)
    awaitsOperand = !afterOperand
    index = range.lowerBound
    start = index
    end = range.upperBound
    if afterOperand {
      guard filter(tokens, bytes) else { return fail() }
      index += 1
    }
    while index < end {
      let token = tokens[index]
      let isValid: Bool
      switch token.kind {
      case .name: isValid = awaitsOperand ? operandName(tokens) : operatorName(tokens, bytes)
      case .string: isValid = awaitsOperand || (index > start && tokens[index - 1].kind == .string)
      case .number: isValid = awaitsOperand
      case .mark: isValid = awaitsOperand ? operandMark(token) : operatorMark(tokens, bytes)
      }
      guard isValid else { return fail() }
      if token.kind == .string || token.kind == .number {
        level.operand = nil
        awaitsOperand = false
      }
      index += 1
    }
    let isComplete = !awaitsOperand || (index > start && tokens[end - 1].isMark(","))
    return levels.isEmpty && isComplete ? true : fail()
  }

  private mutating func fail() -> Bool {
    names.removeAll(keepingCapacity: true)
    return false
  }

  private func next(_ tokens: [TagToken]) -> TagToken? { index + 1 < end ? tokens[index + 1] : nil }

  private mutating func operandName(_ tokens: [TagToken]) -> Bool {
    let token = tokens[index]
    switch token.word {
    case .not: return true
    case .constant: level.operand = nil
    case .none:
      if let next = next(tokens) {
        if level.bracket == .call, next.isMark("=") {
          index += 1
          return true
        }
        // A bare key is a variable for Jinja and a string for Nunjucks; quoted keys are what people write for Jinja.
        if level.bracket == .dictionary, next.isMark(":") {
          awaitsOperand = false
          return true
        }
      }
      level.operand = names.count
      names.append(
        Name(
          range: token.range, isOptional: isTested(tokens), isCalled: next(tokens)?.isMark("(") == true))
    default: return false
    }
    awaitsOperand = false
    return true
  }

  /// Whether the name at hand is asked for its truth, so that a missing one counts as false.
  private func isTested(_ tokens: [TagToken]) -> Bool {
    let previous = index > start ? tokens[index - 1] : nil
    let follower = next(tokens)
    if previous?.kind == .mark {
      guard let previous, previous.range.count == 1, Self.startsOperand(previous.mark) else { return false }
    } else if previous?.word == .is || previous?.word == .in {
      return false
    }
    if follower?.word == .and || follower?.word == .or { return true }
    let isLast =
      switch follower?.kind {
      case nil: true
      case .name: follower?.word == .else || follower?.word == .if
      case .mark: follower.map { Self.endsOperand($0.mark) } ?? false
      default: false
      }
    return isLast && (previous?.word == .not || (level.isTest && follower?.word != .if))
  }

  private static func startsOperand(_ mark: UInt8) -> Bool {
    switch mark {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: ":"): true
    default: false
    }
  }

  private static func endsOperand(_ mark: UInt8) -> Bool {
    switch mark {
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: "}"): true
    default: false
    }
  }

  private mutating func operatorName(_ tokens: [TagToken], _ bytes: [UInt8]) -> Bool {
    let operand = level.operand
    level.operand = nil
    switch tokens[index].word {
    case .and, .or, .in: awaitsOperand = true
    case .not:
      guard next(tokens)?.word == .in else { return false }
      index += 1
      awaitsOperand = true
    case .if:
      level.isTest = true
      awaitsOperand = true
    case .else:
      level.isTest = level.base
      awaitsOperand = true
    case .is: return test(tokens, of: operand, bytes)
    default: return false
    }
    return true
  }

  /// `is defined`, `is not divisibleby 3`: the word after `is` is a test's name, and an operand may follow it.
  private mutating func test(_ tokens: [TagToken], of operand: Int?, _ bytes: [UInt8]) -> Bool {
    if next(tokens)?.word == .not { index += 1 }
    guard let name = next(tokens), name.kind == .name else { return false }
    index += 1
    while next(tokens)?.isMark(".") == true, index + 2 < end, tokens[index + 2].kind == .name { index += 2 }
    if let operand,
      name.word == .constant || bytes[name.range].elementsEqual("defined".utf8)
        || bytes[name.range].elementsEqual("undefined".utf8)
    {
      names[operand].isOptional = true
    }
    if let argument = next(tokens) {
      switch argument.kind {
      case .name: awaitsOperand = argument.word == .none || argument.word == .constant
      case .string, .number: awaitsOperand = true
      case .mark: awaitsOperand = argument.isMark("[") || argument.isMark("{") || argument.isMark("(")
      }
    }
    return true
  }

  private mutating func operandMark(_ token: TagToken) -> Bool {
    switch token.mark {
    case UInt8(ascii: "("): push(.group, isTest: level.isTest)
    case UInt8(ascii: "["): push(.list)
    case UInt8(ascii: "{"): push(.dictionary)
    case UInt8(ascii: "-"), UInt8(ascii: "+"): return true
    // `f(*args, **kwargs)`
    case UInt8(ascii: "*"): return level.bracket == .call
    case UInt8(ascii: ":"): return level.bracket == .subscripted
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): return pop(token.mark)
    default: return false
    }
    return true
  }

  private mutating func operatorMark(_ tokens: [TagToken], _ bytes: [UInt8]) -> Bool {
    let token = tokens[index]
    switch token.mark {
    case UInt8(ascii: "."):
      level.operand = nil
      guard let member = next(tokens), member.kind == .name || member.kind == .number else { return false }
      index += 1
    case UInt8(ascii: "|"):
      index += 1
      return filter(tokens, bytes)
    case UInt8(ascii: "("):
      level.operand = nil
      push(.call)
    case UInt8(ascii: "["):
      level.operand = nil
      push(.subscripted)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): return pop(token.mark)
    case UInt8(ascii: ":") where level.bracket != .dictionary && level.bracket != .subscripted: return false
    case UInt8(ascii: "="):
      // `==`, and Nunjucks' `===`
      guard token.range.count == 2 else { return false }
      if next(tokens)?.isMark("=") == true { index += 1 }
      expectOperand()
    case UInt8(ascii: "!"):
      guard token.range.count == 2 else { return false }
      if next(tokens)?.isMark("=") == true { index += 1 }
      expectOperand()
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"),
      UInt8(ascii: "/"), UInt8(ascii: "%"), UInt8(ascii: "~"), UInt8(ascii: "<"), UInt8(ascii: ">"):
      expectOperand()
    default: return false
    }
    return true
  }

  private mutating func expectOperand() {
    level.operand = nil
    awaitsOperand = true
  }

  /// Reads a filter's name, with the index on it, and opens its arguments.
  private mutating func filter(_ tokens: [TagToken], _ bytes: [UInt8]) -> Bool {
    guard index < end, tokens[index].kind == .name else { return false }
    let name = bytes[tokens[index].range]
    if let operand = level.operand, name.elementsEqual("default".utf8) || name.elementsEqual("d".utf8) {
      names[operand].isOptional = true
    }
    while next(tokens)?.isMark(".") == true, index + 2 < end, tokens[index + 2].kind == .name { index += 2 }
    if next(tokens)?.isMark("(") == true {
      index += 1
      push(.call)
    }
    return true
  }

  private mutating func push(_ bracket: Bracket, isTest: Bool = false) {
    levels.append(level)
    level = Level(bracket: bracket, isTest: isTest, base: isTest)
    awaitsOperand = true
  }

  private mutating func pop(_ mark: UInt8) -> Bool {
    let inner = level
    guard let outer = levels.popLast() else { return false }
    let isMatch =
      switch inner.bracket {
      case .top: false
      case .group, .call: mark == UInt8(ascii: ")")
      case .list, .subscripted: mark == UInt8(ascii: "]")
      case .dictionary: mark == UInt8(ascii: "}")
      }
    guard isMatch else { return false }
    level = outer
    if inner.bracket == .group { level.operand = inner.operand }
    awaitsOperand = false
    return true
  }
}
