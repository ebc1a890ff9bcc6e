package import YAML

/// Why a file of results is not what it should be, and where.
package struct FileFault: Error, Sendable, Equatable {
  package let message: String
  package let position: Position?

  package init(_ message: String, at position: Position? = nil) {
    self.message = message
    self.position = position
  }
}
