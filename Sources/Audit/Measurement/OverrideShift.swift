import PromptLibrary

/// Whether people override a prompt's results more than they did: four weeks against those before.
struct OverrideShift: Sendable {
  let base: Proportion
  let new: Proportion
  let p: Double
  let lastDay: CalendarDay
  let lastPlace: Place

  var rise: Double { new.rate - base.rate }

  private static let recentWeeks = 4
  private static let fewestWeeks = 4
  private static let mostWeeks = 26

  /// Nil where too few weeks were counted to compare.
  init?(_ usage: [Usage], today: CalendarDay) {
    var weeks: [Int: (uses: Int, overrides: Int)] = [:]
    var last: Usage?
    for line in usage where line.day <= today && line.uses > 0 {
      // More overrides than uses is a count of something else.
      guard let overrides = line.overrides, overrides <= line.uses else { continue }
      let week = line.day.days(until: today) / 7
      guard week < Self.mostWeeks else { continue }
      let sum = weeks[week] ?? (0, 0)
      weeks[week] = (sum.uses &+ line.uses, sum.overrides &+ overrides)
      if last.map({ $0.day < line.day }) ?? true { last = line }
    }
    let recent = weeks.filter { $0.key < Self.recentWeeks }.sorted { $0.key < $1.key }.map(\.value)
    let before = weeks.filter { $0.key >= Self.recentWeeks }.sorted { $0.key < $1.key }.map(\.value)
    guard let last, recent.count >= 3, before.count >= Self.fewestWeeks else { return nil }
    func share(_ weeks: [(uses: Int, overrides: Int)]) -> Proportion {
      Proportion(weeks.reduce(0) { $0 &+ $1.overrides }, of: weeks.reduce(0) { $0 &+ $1.uses })
    }
    // A week's rate is ranked from 1 up, so that none has no logarithm.
    func rates(_ weeks: [(uses: Int, overrides: Int)]) -> [Double] {
      weeks.map { 1 + Double($0.overrides) / Double($0.uses) }
    }
    guard let ranks = RankSum(base: rates(before), new: rates(recent)) else { return nil }
    base = share(before)
    new = share(recent)
    p = ranks.upper
    lastDay = last.day
    lastPlace = last.place
  }
}
