/// What the commands of a script say of prompts.
struct ModelCommands {
  struct Mention: Equatable {
    enum Kind: Equatable { case path(isCertain: Bool), slash, text(role: String), model }
    var kind: Kind
    var text: String
    /// Why the command does not use what it names.
    var idle: String?
  }

  private(set) var mentions: [Mention] = []

  init(_ script: ShellScript) {
    for words in script.commands { read(words) }
  }

  private static let clients: Set<String> = [
    "claude", "codex", "gemini", "copilot", "llm", "ollama", "opencode", "cursor-agent",
  ]
  /// Commands that look at files, write them or check them, and give them to no model.
  private static let bystanders: Set<String> = [
    "echo", "printf", "git", "rm", "mkdir", "touch", "test", "[", "[[", "grep", "rg", "find", "diff", "cmp",
    "wc", "ls", "chmod", "chown", "prettier", "markdownlint", "markdownlint-cli2", "yamllint", "vale",
    "cspell", "codespell", "lychee", "shellcheck", "actionlint", "sha256sum", "md5sum", "stat", "du", "zip",
    "tar", "pip", "pip3", "export", "case",
  ]
  private static let keywords: Set<String> = [
    "if", "then", "else", "elif", "do", "while", "until", "!", "{", "sudo", "time", "exec", "env", "npx",
    "bunx", "uvx", "command", "nohup",
  ]

  private mutating func read(_ words: [String]) {
    let rest = words.drop { Self.keywords.contains($0) || Self.isAssignment($0) }
    for word in words[..<rest.startIndex] where Self.isAssignment(word) { addPath(word) }
    guard let name = rest.first.map({ String($0.fileName) }), !Self.bystanders.contains(name) else { return }
    let arguments = Array(rest.dropFirst())
    if name == "gh" {
      if arguments.first == "models" { readModels(arguments) }
      return
    }
    if Self.clients.contains(name) {
      readClient(name, arguments)
      return
    }
    let idle = name.hasPrefix("promptfoo") && arguments.first == "eval" ? Self.evaluates : nil
    for word in arguments { addPath(word, idle: idle) }
  }

  private static let evaluates = "the step evaluates the prompt"

  /// `gh models run MODEL --file x.prompt.yml`, and `eval`, which measures and does not use.
  private mutating func readModels(_ arguments: [String]) {
    let isRun = arguments.dropFirst().first == "run"
    for (index, word) in arguments.enumerated() {
      let isFile = index > 0 && arguments[index - 1] == "--file" || word.hasPrefix("--file=")
      addPath(word, isCertain: isRun && isFile, idle: isRun ? nil : Self.evaluates)
    }
    if isRun, let model = arguments.dropFirst(2).first, !model.hasPrefix("-") {
      mentions.append(Mention(kind: .model, text: model))
    }
  }

  private mutating func readClient(_ client: String, _ arguments: [String]) {
    var index = 0
    while index < arguments.count {
      var option = arguments[index]
      var value: String?
      if option.hasPrefix("--"), let equals = option.firstIndex(of: "=") {
        value = String(option[option.index(after: equals)...])
        option = String(option[..<equals])
      } else if option.hasPrefix("-"), index + 1 < arguments.count {
        value = arguments[index + 1]
      }
      if readOption(option, value), value.map({ arguments[index] != "\(option)=\($0)" }) ?? false {
        index += 1
      } else if !option.hasPrefix("-") {
        readArgument(client, option)
      }
      index += 1
    }
  }

  /// Whether the option was one that takes the word after it.
  private mutating func readOption(_ option: String, _ value: String?) -> Bool {
    guard let value else { return false }
    switch option {
    case "--model", "-m": mentions.append(Mention(kind: .model, text: value))
    case "--system-prompt", "--append-system-prompt", "--system": addText(value, role: "system")
    case "--system-prompt-file", "--append-system-prompt-file", "--prompt-file":
      addPath(value, isCertain: true)
    case "--allowedTools", "--allowed-tools", "--disallowedTools", "--output-format", "--max-turns",
      "--permission-mode", "--mcp-config", "--settings", "--add-dir", "--cd", "-C", "--sandbox",
      "--json-schema",
      "--agents", "--append-file", "-o", "--output-last-message", "--config", "-c":
      break
    default: return false
    }
    return true
  }

  private mutating func readArgument(_ client: String, _ word: String) {
    if let slash = word.slashCommand {
      if client == "claude" { mentions.append(Mention(kind: .slash, text: slash)) }
    } else if word.utf8.contains(UInt8(ascii: " ")) {
      addText(word, role: "user")
    } else {
      addPath(word)
    }
  }

  private mutating func addText(_ text: String, role: String) {
    // What is nothing but a computed part is no text of the script.
    guard text.utf8.contains(UInt8(ascii: " ")) else { return }
    mentions.append(Mention(kind: .text(role: role), text: text))
  }

  private mutating func addPath(_ word: String, isCertain: Bool = false, idle: String? = nil) {
    var path = Substring(word)
    if let equals = path.lastIndex(of: "=") { path = path[path.index(after: equals)...] }
    if path.hasPrefix("@") { path = path.dropFirst() }
    for workspace in ["$GITHUB_WORKSPACE/", "${GITHUB_WORKSPACE}/", "./"] where path.hasPrefix(workspace) {
      path = path.dropFirst(workspace.count)
    }
    let text = String(path)
    guard text.looksLikePromptPath else { return }
    mentions.append(Mention(kind: .path(isCertain: isCertain), text: text, idle: idle))
  }

  private static func isAssignment(_ word: String) -> Bool {
    guard let equals = word.firstIndex(of: "=") else { return false }
    return word[..<equals].isIdentifier
  }
}

extension StringProtocol {
  /// `/name` where a text starts with a slash command.
  var slashCommand: String? {
    guard utf8.first == UInt8(ascii: "/") else { return nil }
    let name = utf8.dropFirst().prefix { $0.isWordByte || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":") }
    let next = utf8.dropFirst(name.count + 1).first
    guard !name.isEmpty, next == nil || next == 32 || (9...13).contains(next!) else { return nil }
    return "/" + String(decoding: name, as: UTF8.self)
  }
}
