/// What is wrong with a file that a person wrote: a value, never a thrown error.
package struct SourceProblem: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// The file claims a format and cannot be read as such.
    case syntax
    /// The format's owner accepts this although it is not valid; the text was understood.
    case tolerated
    /// A key that no reader knows, and the nearest that one does.
    case unknownKey(String, nearest: String?)
    /// A value of the wrong type or out of range, in a file of ours.
    case value
    /// A line of the ledger that cannot count.
    case ledger
    /// The file could not be had: an object is missing, or the disk refused.
    case unreadable
  }

  package var kind: Kind
  /// One sentence, with what was expected.
  package var message: String
  package var place: Place
  /// The file may as well be none of the library's: only its content, which could not be had, would tell.
  package var isOfPerhapsNothing = false

  package init(_ kind: Kind, _ message: String, at place: Place) {
    self.kind = kind
    self.message = message
    self.place = place
  }
}
