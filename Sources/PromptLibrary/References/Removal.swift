/// The commit since which nothing names a prompt, or a name leads nowhere.
package struct Removal: Sendable, Equatable {
  package enum Event: Sendable, Equatable {
    /// It took out the last reference, in this file.
    case unnamed(String)
    /// It added the prompt, which nothing has named since.
    case added
    /// It deleted the file that a reference names.
    case deleted
  }

  package var event: Event
  /// The first digits of the commit's name.
  package var commit: String
  package var author: String
  package var day: CalendarDay
  package var summary: String

  package init(_ event: Event, commit: String, author: String, day: CalendarDay, summary: String) {
    self.event = event
    self.commit = commit
    self.author = author
    self.day = day
    self.summary = summary
  }

  /// What happened, as part of a sentence: "since 2026-03-01, when commit 1a2b3c ...".
  package var sentence: String {
    let who = "commit \(commit) \"\(summary)\" by \(author)"
    return switch event {
    case .unnamed(let path): "since \(day): \(who) removed the last reference, in \(path)"
    case .added: "since it was added, on \(day): \(who)"
    case .deleted: "since \(day): \(who) removed the file"
    }
  }
}
