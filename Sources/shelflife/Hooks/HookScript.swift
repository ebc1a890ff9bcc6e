/// The lines that make a git hook call Shelflife, and how they get into a hook that somebody wrote before.
struct HookScript {
  let hook: GitHook
  /// Where the program lay when the hook was installed, for when no `shelflife` is on the path.
  let program: String

  private static let begin = "# >>> shelflife >>>"
  private static let end = "# <<< shelflife <<<"
  /// What a hook is renamed to that is no shell script: ours calls it.
  static let keptSuffix = ".before-shelflife"

  private var command: String {
    hook == .preReceive
      ? "\"$shelflife\" hook pre-receive" : "\"$shelflife\" hook run \(hook.rawValue) \"$@\""
  }

  private var lines: [String] {
    let call =
      hook.readsRefs
      // What follows in this hook reads the same refs again.
      ? [
        "shelflife_refs=$(cat)",
        "printf '%s\\n' \"$shelflife_refs\" | \(command) || exit $?",
        "exec <<SHELFLIFE_REFS", "$shelflife_refs", "SHELFLIFE_REFS",
      ]
      : ["\(command) || exit $?"]
    return [
      Self.begin,
      "# 'shelflife hook install' wrote this, and 'shelflife hook install --uninstall' takes it out.",
      "shelflife=$(command -v shelflife) || shelflife=\(Self.quoted(program))",
      "if [ ! -x \"$shelflife\" ]; then",
      "  echo \"shelflife: the program is not installed here, so the \(hook.rawValue) hook cannot judge this change.\" >&2",
      "  echo \"help: put it on the PATH, or take the hook out: \(Self.end) in $0 ends it.\" >&2",
      "  exit 1",
      "fi",
    ] + call + [Self.end]
  }

  /// A hook of our own; it calls the one that was kept beside it, if there is one.
  func standalone(callsKept: Bool) -> String {
    var lines = ["#!/bin/sh"] + lines
    if callsKept { lines += ["exec \"$0\(Self.keptSuffix)\" \"$@\""] }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The hook with our lines after its first one; nil when it is no shell script.
  func inserted(into script: String) -> String? {
    guard Self.isShell(script), let lineEnd = script.utf8.firstIndex(of: UInt8(ascii: "\n")) else {
      return nil
    }
    let rest = script.utf8.index(after: lineEnd)
    return script[..<rest] + lines.joined(separator: "\n") + "\n" + script[rest...]
  }

  /// Whether a hook holds our lines.
  static func isInstalled(in script: String) -> Bool { script.contains("\n" + begin + "\n") }

  /// The hook without our lines, to the byte what it was before; nil when it has none.
  static func removed(from script: String) -> String? {
    guard let start = script.firstRange(of: "\n" + begin + "\n"),
      let stop = script[start.upperBound...].firstRange(of: "\n" + end + "\n")
    else { return nil }
    return String(script[..<start.lowerBound] + "\n" + script[stop.upperBound...])
  }

  /// Whether nothing is left but what `standalone` adds.
  static func isEmpty(_ script: String) -> Bool {
    script == "#!/bin/sh\n" || script == "#!/bin/sh\nexec \"$0\(keptSuffix)\" \"$@\"\n"
  }

  private static func isShell(_ script: String) -> Bool {
    guard script.hasPrefix("#!") else { return false }
    let words = script.prefix { !$0.isNewline }.dropFirst(2).split(whereSeparator: { $0 == " " || $0 == "/" })
    return words.contains { ["sh", "bash", "dash", "ash", "ksh", "zsh"].contains($0) }
  }

  static func quoted(_ path: String) -> String { "'" + path.replacing("'", with: "'\\''") + "'" }
}
