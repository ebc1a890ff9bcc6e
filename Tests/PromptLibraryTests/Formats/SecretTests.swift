import Testing
import YAML

@testable import PromptLibrary

@Suite struct SecretTests {
  /// Letters and digits without pattern, so that no key-shaped text stands in the source.
  private static func random(_ count: Int, _ letters: String) -> String {
    let letters = Array(letters)
    var state: UInt32 = 7
    return String(
      (0..<count).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return letters[Int(state >> 16) % letters.count]
      })
  }

  private static let mixed = "qwRtYpLkJhGfDsAzXcVbNm7391"
  private static let keys: [(String, String)] = [
    ("OpenAI API key", "sk" + "-" + random(48, mixed)),
    ("OpenAI API key", "sk" + "-proj-" + random(120, mixed + "_-")),
    ("Anthropic API key", "sk" + "-ant-api03-" + random(95, mixed)),
    ("GitHub token", "gh" + "p_" + random(36, mixed)),
    ("GitHub token", "github" + "_pat_" + random(82, mixed)),
    ("AWS access key id", "AK" + "IA" + random(16, "QWERTYZXCVBN234567")),
    ("Google API key", "AI" + "za" + random(35, mixed)),
    ("Slack token", "xo" + "xb-" + random(12, "9482071635") + "-" + random(24, mixed)),
    ("Stripe secret key", "sk" + "_live_" + random(24, mixed)),
    ("npm token", "np" + "m_" + random(36, mixed)),
    ("PyPI token", "py" + "pi-AgEI" + random(80, mixed)),
    ("Hugging Face token", "h" + "f_" + random(34, mixed)),
    ("GitLab token", "gl" + "pat-" + random(20, mixed)),
    ("SendGrid API key", "S" + "G." + random(22, mixed) + "." + random(43, mixed)),
    ("private key", "-----BEGIN " + "RSA PRIVATE KEY-----\n" + random(64, mixed) + "\n"),
  ]

  private func find(_ text: String) -> [Secret] { Secret.find(in: SourceText(path: "a", text)) }

  @Test(arguments: keys.indices) func `a key is found where it stands`(index: Int) {
    let (kind, key) = Self.keys[index]
    let found = find("Use this:\n  key=\"\(key)\" please")
    #expect(found.map(\.kind) == [kind])
    #expect(found.first?.place.start == Position(line: 2, column: 8))
    #expect(find("\"a\\n\(key)\"").map(\.kind) == [kind])
    #expect(find(key + " \n\n\n\n").count == 1)
    // A word that goes on is no key; dashes start one anywhere.
    #expect(find("x" + key).isEmpty == (kind != "private key"))
  }

  @Test func `what stands for a key is no alarm`() {
    let long = String(repeating: "x", count: 48)
    for text in [
      "sk-...", "sk-" + long, "sk-" + String(repeating: "ab", count: 24), "AKIA" + "IOSFODNN7" + "EXAMPLE",
      "gh" + "p_" + String(long.prefix(36)),
      "sk-" + "1234567890abcdef" + "1234567890abcdef" + "1234567890abcdef",
      "task-" + Self.random(48, Self.mixed), "-----BEGIN PRIVATE KEY-----\n...",
      "sk-" + Self.random(47, Self.mixed), "sk-" + Self.random(49, Self.mixed), "", "sk-",
      "eyJ" + Self.random(40, Self.mixed) + "." + Self.random(40, Self.mixed),
    ] {
      #expect(find(text + "\n").isEmpty, "\(text)")
    }
  }

  @Test func `a secret is given to its file's first prompt`() async {
    let key = "gh" + "p_" + Self.random(36, Self.mixed)
    let snapshot = Snapshot(texts: ["a.prompt.yml": "messages: [{role: user, content: Use \(key)}]\n"])
    let library = await Library.read(snapshot, configuration: Configuration(), jobs: 1)
    #expect(library.prompts.map { $0.secrets.map(\.kind) } == [["GitHub token"]])
  }
}
