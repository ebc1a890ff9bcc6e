import Git

/// A ref that a push moves.
struct RefUpdate: Equatable {
  var ref: String
  /// Where it was; nil when it is new.
  var old: ObjectID?
  var new: ObjectID

  /// The updates on a hook's standard input, without those that delete a ref.
  ///
  /// `pre-push` has `LOCAL-REF NEW REMOTE-REF OLD`, `pre-receive` has `OLD NEW REF` (githooks(5)).
  static func all(in input: String, isPush: Bool) -> [RefUpdate] {
    input.split(whereSeparator: \.isNewline).compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      guard words.count >= (isPush ? 4 : 3) else { return nil }
      let (old, new, ref) = isPush ? (words[3], words[1], words[2]) : (words[0], words[1], words[2])
      func known(_ id: String) -> ObjectID? { id.allSatisfy { $0 == "0" } ? nil : ObjectID(id) }
      guard let new = known(new) else { return nil }
      return RefUpdate(ref: ref, old: known(old), new: new)
    }
  }
}
