import FoundationEssentials
import Glibc

/// Where a command writes; tests give their own.
struct Console: Sendable {
  var write: @Sendable (String) -> Void
  var complain: @Sendable (String) -> Void
  /// Whether standard output is a terminal.
  var isTerminal: Bool
  /// The columns of the terminal, where it tells.
  var terminalWidth: Int?
  /// The environment, as far as commands look at it.
  var environment: @Sendable (String) -> String?
  /// The names of all variables of the environment.
  var environmentNames: @Sendable () -> [String] = { [] }
  /// All that stands on standard input.
  var input: @Sendable () -> String = { "" }

  @TaskLocal static var current = Console.standard

  static let standard = Console(
    write: { put($0, to: STDOUT_FILENO) }, complain: { put($0, to: STDERR_FILENO) },
    isTerminal: isatty(STDOUT_FILENO) == 1, terminalWidth: windowWidth,
    environment: { name in getenv(name).map { String(cString: $0) } },
    environmentNames: { Array(ProcessInfo.processInfo.environment.keys) }, input: { readInput() })

  private static var windowWidth: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// How wide a line may be: what `COLUMNS` or the terminal says, and nil where the output is no terminal.
  var width: Int? {
    guard isTerminal else { return nil }
    return environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? terminalWidth ?? 100
  }

  private static func readInput() -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  /// Writes all of it; a reader that went away ends the program quietly, as `head` expects.
  private static func put(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if written < 0 {
          if errno == EINTR { continue }
          exit(errno == EPIPE ? ExitStatus.clean.rawValue : ExitStatus.failed.rawValue)
        }
        rest = rest.dropFirst(written)
      }
    }
  }
}

extension Slice where Base == UnsafeBufferPointer<UInt8> {
  fileprivate var baseAddress: UnsafePointer<UInt8>? { base.baseAddress.map { $0 + startIndex } }
}

/// Prints to standard output, or to where a test listens.
func output(_ text: String) { Console.current.write(text) }

extension Console {
  /// Writes a file whole, or not at all.
  static func save(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Failure(
        "The file '\(path)' cannot be written.", hint: "Check that its folder exists and may be written to.")
    }
  }
}
