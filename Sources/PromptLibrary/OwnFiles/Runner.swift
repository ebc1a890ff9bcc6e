import Git
import YAML

/// How prompts are run: a command line with places to fill in, and what it writes.
package struct Runner: Sendable {
  package var name: String
  package var command: String
  /// Nil means every prompt.
  package var prompts: [String]?
  package var format: String?
  package var output = "results.json"
  package var threshold: Double?

  /// Nil when it has no command, which the schema's check reports.
  init?(_ name: String, _ fields: Fields) {
    guard let command = fields.text("command") else { return nil }
    self.name = name
    self.command = command
    prompts = fields.node["prompts"] == nil ? nil : fields.list("prompts").map(\.value)
    format = fields.text("format")
    output = fields.text("output")?.fileName.description ?? output
    threshold = fields.number("threshold")?.value
  }

  package func runs(_ prompt: Prompt) -> Bool {
    guard let prompts else { return true }
    return [Glob](prompts).match(prompt.path) || [Glob](prompts).match(prompt.id)
  }

  /// Whether it is told which model to ask; another asks all that it knows.
  package var takesModel: Bool { ["{model}", "{name}"].contains { command.contains($0) } }

  /// Whether it writes to a file, and not to its standard output.
  package var writesFile: Bool { command.contains("{output}") }

  /// The command line for one prompt and model, each value quoted for the shell.
  package func filledIn(_ prompt: Prompt, model: String?, output: String) -> String {
    let name = model.map { String($0.split(separator: "/", maxSplits: 1).last ?? "") } ?? ""
    let provider = model.flatMap { $0.contains("/") ? String($0.prefix { $0 != "/" }) : nil } ?? ""
    let values = [
      "prompt": prompt.path, "id": prompt.id, "version": prompt.version.description, "model": model ?? "",
      "provider": provider, "name": name, "output": output,
    ]
    // One pass: what is filled in is not looked at again.
    var result = ""
    var rest = command[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      rest = rest[open...]
      if let close = rest.firstIndex(of: "}"),
        let value = values[String(rest[rest.index(after: open)..<close])]
      {
        result += Self.quoted(value)
        rest = rest[rest.index(after: close)...]
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result + rest
  }

  /// One word of a POSIX shell; as it is where nothing in it means anything to one, if quotes are only to be had then.
  package static func quoted(_ text: String, ifNeeded: Bool = false) -> String {
    if ifNeeded, !text.isEmpty, text.utf8.allSatisfy({ $0.isWordByte || "-./@:+,".utf8.contains($0) }) {
      return text
    }
    return "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
