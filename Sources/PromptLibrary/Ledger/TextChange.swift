/// The commit by which a prompt's text came to be another than the one that was run.
package struct TextChange: Sendable, Equatable {
  /// The first digits of the commit's name; nil where the change is not committed.
  package var commit: String?
  /// The author's day.
  package var day: CalendarDay?
  package var summary: String?
  /// Further changes of the text since.
  package var later: Int

  package init(commit: String? = nil, day: CalendarDay? = nil, summary: String? = nil, later: Int = 0) {
    self.commit = commit
    self.day = day
    self.summary = summary
    self.later = later
  }
}
