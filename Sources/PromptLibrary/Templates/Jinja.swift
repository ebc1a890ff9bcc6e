extension TemplateSyntax {
  static func scanJinja(_ bytes: [UInt8]) -> TemplateUse {
    var template = JinjaTemplate(bytes)
    template.read()
    return template.finished()
  }
}

/// Reads Jinja2 and Nunjucks: which names come from outside, given what the template binds itself.
///
/// After Jinja's documentation of the template designer's syntax and Nunjucks' of its differences; line statements
/// are off by default in both and not read.
struct JinjaTemplate {
  struct Block {
    /// It has its own names, which end with it.
    var isScope = false
    /// Its body runs later than it stands, as a macro's does, or in another place, as a block's does.
    var isDeferred = false
    /// The name that takes what the block renders (`{% set x %}`).
    var target: String?
  }

  var text: TemplateText
  var tokens: [TagToken] = []
  var blocks = OpenBlocks<Block>()
  private var expression = JinjaExpression()
  private var scopes: [[String]] = [[]]
  private var bound: [String: Int] = [:]
  /// Names that were ever bound outside of any scope.
  private var boundOutermost: Set<String> = []
  private var deferrals = 0
  /// Variables seen only in bodies that run later, when names bound below them are there.
  private var deferred: Set<String> = []

  init(_ bytes: [UInt8]) { text = TemplateText(bytes) }

  mutating func read() {
    let bytes = text.bytes
    var index = 0
    while index &+ 1 < bytes.count {
      guard bytes[index] == UInt8(ascii: "{") else {
        index &+= 1
        continue
      }
      switch bytes[index &+ 1] {
      case UInt8(ascii: "{"):
        var run = index + 2
        while text[run] == UInt8(ascii: "{") { run += 1 }
        // Four in a row are braces escaped for another language, and an error to Jinja.
        index = run - index > 3 ? run : output(at: index)
      case UInt8(ascii: "%"): index = statement(at: index)
      case UInt8(ascii: "#"): index = comment(at: index)
      default: index &+= 1
      }
    }
  }

  mutating func finished() -> TemplateUse {
    while let block = blocks.pop() { reportUnclosed(block) }
    let late = deferred.intersection(boundOutermost)
    if !late.isEmpty { text.dropVariables { late.contains($0) } }
    return text.finished()
  }

  private mutating func comment(at start: Int) -> Int {
    if let end = text.find("#", "}", from: start + 2) { return end + 2 }
    text.addProblem("This '{#' is never closed; expected '#}'.", at: start)
    return start + 2
  }

  private mutating func output(at start: Int) -> Int {
    switch text.tokenize(from: start + 2, closing: "}", into: &tokens) {
    case .open(let resume):
      text.addProblem("This '{{' is never closed; expected '}}'.", at: start)
      return resume
    case .closed(let end):
      if !includeCall(), !isWorkflowExpression(after: start) { evaluate(tokens.indices) }
      return end
    }
  }

  /// `{{ include("x") }}` of promptfoo and agent frameworks, and `{{ include "./x.md" }}` without parentheses.
  private mutating func includeCall() -> Bool {
    guard tokens.count > 1, tokens[0].kind == .name, text.matches("include", at: tokens[0].range.lowerBound),
      tokens[0].range.count == 7
    else { return false }
    if tokens[1].kind == .string {
      include(.include, 1..<2)
      return true
    }
    guard tokens[1].isMark("("), tokens[tokens.count - 1].isMark(")") else { return false }
    let arguments = 2..<tokens.count - 1
    include(.include, 2..<(firstOutsideBrackets(arguments) { $0.isMark(",") } ?? arguments.upperBound))
    evaluate(tokens.indices)
    return true
  }

  /// `${{ secrets.X }}` is GitHub Actions' own expression, in prompts that write or show a workflow.
  private func isWorkflowExpression(after start: Int) -> Bool {
    guard start > 0, text.bytes[start - 1] == UInt8(ascii: "$"), tokens.count > 1 else { return false }
    let name = text.string(tokens[0].range)
    return (tokens[1].isMark(".") && TemplateSyntax.workflowContexts.contains(name))
      || (tokens[1].isMark("(") && TemplateSyntax.workflowFunctions.contains(name))
  }

  /// Notes the names of an expression that nothing in the template binds.
  mutating func evaluate(_ range: Range<Int>, isTest: Bool = false, afterOperand: Bool = false) {
    guard !range.isEmpty,
      expression.read(tokens, range, in: text.bytes, isTest: isTest, afterOperand: afterOperand)
    else { return }
    for name in expression.names {
      let string = text.string(name.range)
      if !bound.isEmpty, bound[string, default: 0] > 0 { continue }
      if text.hasVariable(string) {
        if name.isOptional { text.addVariable(string, at: name.range.lowerBound, isOptional: true) }
        if deferrals == 0, !deferred.isEmpty { deferred.remove(string) }
      } else if !Self.ownNames.contains(string), !(name.isCalled && Self.functions.contains(string)) {
        text.addVariable(string, at: name.range.lowerBound, isOptional: name.isOptional)
        if deferrals > 0 { deferred.insert(string) }
      }
    }
  }

  /// What a template finds in certain blocks.
  private static let ownNames: Set<String> = ["loop", "self", "super", "caller", "varargs", "kwargs"]

  /// Functions of every environment; as they can also be plain names (`{{ range }}`), only a call means them.
  private static let functions: Set<String> = [
    "range", "dict", "lipsum", "cycler", "joiner", "namespace", "_", "gettext", "ngettext", "super",
    "include",
  ]

  mutating func bind(_ name: String) {
    bound[name, default: 0] += 1
    if scopes.count == 1 { boundOutermost.insert(name) }
    scopes[scopes.count - 1].append(name)
  }

  mutating func open(_ name: String, at offset: Int, _ block: Block = Block()) {
    blocks.open(name, at: offset, block)
    if block.isScope { scopes.append([]) }
    if block.isDeferred { deferrals += 1 }
  }

  mutating func close(_ name: String, at offset: Int) {
    guard blocks.isOpen(name) else {
      text.addProblem("This '{% end\(name) %}' closes nothing; no '{% \(name) %}' is open here.", at: offset)
      return
    }
    while let block = blocks.pop() {
      leave(block.context)
      if block.name == name { return }
      reportUnclosed(block)
    }
  }

  private mutating func leave(_ block: Block) {
    if block.isScope { unbindInnermost(removing: true) }
    if block.isDeferred { deferrals -= 1 }
    if let target = block.target { bind(target) }
  }

  /// The names of a loop are not there in its `else`.
  mutating func unbindInnermost(removing: Bool) {
    guard scopes.count > 1, let names = scopes.popLast() else { return }
    for name in names { bound[name, default: 1] -= 1 }
    if !removing { scopes.append([]) }
  }

  private mutating func reportUnclosed(_ block: OpenBlocks<Block>.Block) {
    text.addProblem(
      "This '{% \(block.name) %}' is never closed; expected '{% end\(block.name) %}'.", at: block.offset)
  }
}
