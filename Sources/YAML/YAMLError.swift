/// Why a text is not YAML or JSON, and where.
package struct YAMLError: Error, Sendable, Equatable {
  package let message: String
  package let position: Position

  package init(_ message: String, at position: Position) {
    self.message = message
    self.position = position
  }
}
