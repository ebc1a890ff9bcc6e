import ArgumentParser
import PromptLibrary

/// An error that a person can mend: what, and the next step to take.
struct Failure: Error, CustomStringConvertible {
  var message: String
  var hint: String?
  var status: ExitStatus

  init(_ message: String, hint: String? = nil, status: ExitStatus = .usage) {
    self.message = message
    self.hint = hint
    self.status = status
  }

  var description: String { hint.map { "\(message)\nhelp: \($0)" } ?? message }
}

extension Failure {
  /// The repository holds nothing that is known to be a prompt.
  static func noPrompts(in library: Library) -> Failure {
    if library.configuration.prompts != nil {
      return Failure(
        "No prompt was found: what the configuration names as prompts could not be read as such.",
        hint: (library.notes + ["Documentation/formats.md lists the formats."]).joined(separator: "\n"),
        status: .nothingToAudit)
    }
    return Failure(
      "No prompt was found: no file has a known format, and no configuration names a folder.",
      hint: "'shelflife init' looks for folders that hold prompts and proposes a configuration.",
      status: .nothingToAudit)
  }
}

/// What the process says to its caller when it ends.
enum ExitStatus: Int32 {
  case clean = 0
  case findings = 1
  case usage = 2
  case nothingToAudit = 3
  case failed = 4
}
