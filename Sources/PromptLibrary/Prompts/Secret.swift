/// A credential written into a text: known key shapes only, so that a long word is no alarm.
package struct Secret: Sendable, Equatable {
  /// What it opens, as "OpenAI API key".
  package var kind: String
  package var place: Place

  package init(kind: String, place: Place) {
    self.kind = kind
    self.place = place
  }
}

extension Secret {
  /// Finds credentials in a file's text.
  package static func find(in source: SourceText) -> [Secret] { [] }
}
