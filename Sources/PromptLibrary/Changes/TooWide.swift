/// Why a change cannot be judged by what it touches alone, so that the library has to be read whole.
package struct TooWide: Error, Sendable {
  /// Completes "because ...".
  package let reason: String

  package init(_ reason: String) { self.reason = reason }
}
