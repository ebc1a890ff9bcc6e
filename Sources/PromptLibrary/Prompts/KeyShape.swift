/// How one kind of credential is written: a fixed prefix, then characters of one set, so many of them.
///
/// From the issuers' own documentation and from the patterns that GitHub and gitleaks publish for secret scanning.
struct KeyShape: Sendable {
  enum Characters: Sendable { case alphanumeric, upper, hexadecimal, urlSafe, word, dotted }

  let kind: String
  let prefix: [UInt8]
  let characters: Characters
  let lengths: ClosedRange<Int>
  var isPEM = false

  private init(
    _ kind: String, _ prefix: String, _ characters: Characters, _ lengths: ClosedRange<Int>,
    isPEM: Bool = false
  ) {
    self.kind = kind
    self.prefix = Array(prefix.utf8)
    self.characters = characters
    self.lengths = lengths
    self.isPEM = isPEM
  }

  func allows(_ byte: UInt8) -> Bool {
    switch characters {
    case .alphanumeric: byte.isWordByte && byte != UInt8(ascii: "_")
    case .upper: (65...90).contains(byte) || (48...57).contains(byte)
    case .hexadecimal: (48...57).contains(byte) || (97...102).contains(byte)
    case .word: byte.isWordByte
    case .urlSafe: byte.isWordByte || byte == UInt8(ascii: "-")
    case .dotted: byte.isWordByte || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
  }

  /// What length and characters alone do not say.
  func hasForm(_ key: ArraySlice<UInt8>) -> Bool {
    switch kind {
    case "Slack token": key.prefix { (48...57).contains($0) }.count >= 9 || key.starts(with: "2-".utf8)
    case "SendGrid API key":
      key.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(\.count) == [22, 43]
    default: true
    }
  }

  /// Longest prefixes first, where one begins another.
  static let all: [KeyShape] = [
    KeyShape("Anthropic API key", "sk-ant-", .urlSafe, 80...130),
    KeyShape("OpenAI API key", "sk-proj-", .urlSafe, 40...200),
    KeyShape("OpenAI API key", "sk-svcacct-", .urlSafe, 40...200),
    KeyShape("OpenAI API key", "sk-admin-", .urlSafe, 40...200),
    KeyShape("OpenRouter API key", "sk-or-v1-", .hexadecimal, 64...64),
    KeyShape("OpenAI API key", "sk-", .alphanumeric, 48...48),
    KeyShape("Stripe secret key", "sk_live_", .alphanumeric, 24...250),
    KeyShape("Stripe restricted key", "rk_live_", .alphanumeric, 24...250),
    KeyShape("GitHub token", "ghp_", .alphanumeric, 36...251),
    KeyShape("GitHub token", "gho_", .alphanumeric, 36...251),
    KeyShape("GitHub token", "ghu_", .alphanumeric, 36...251),
    KeyShape("GitHub token", "ghs_", .alphanumeric, 36...251),
    KeyShape("GitHub token", "ghr_", .alphanumeric, 36...251),
    KeyShape("GitHub token", "github_pat_", .word, 82...82),
    KeyShape("AWS access key id", "AKIA", .upper, 16...16),
    KeyShape("AWS access key id", "ASIA", .upper, 16...16),
    KeyShape("Google API key", "AIza", .urlSafe, 35...35),
    KeyShape("Slack token", "xoxa-", .urlSafe, 30...250),
    KeyShape("Slack token", "xoxb-", .urlSafe, 30...250),
    KeyShape("Slack token", "xoxp-", .urlSafe, 30...250),
    KeyShape("Slack token", "xoxr-", .urlSafe, 30...250),
    KeyShape("npm token", "npm_", .alphanumeric, 36...36),
    KeyShape("PyPI token", "pypi-AgEI", .urlSafe, 60...250),
    KeyShape("Hugging Face token", "hf_", .alphanumeric, 34...34),
    KeyShape("GitLab token", "glpat-", .urlSafe, 20...64),
    KeyShape("SendGrid API key", "SG.", .dotted, 66...66),
    KeyShape("private key", "-----BEGIN ", .alphanumeric, 0...0, isPEM: true),
  ]

  /// Which bytes a key is made of, its prefix included.
  static let isKeyByte = (0..<256).map { value in
    UInt8(value).isWordByte || "-.".utf8.contains(UInt8(value))
  }

  /// Which bytes start a prefix, and which stand second in one.
  static let firstBytes = (0..<256).map { byte in all.contains { $0.prefix[0] == UInt8(byte) } }
  static let secondBytes = (0..<256).map { byte in all.contains { $0.prefix[1] == UInt8(byte) } }
}
