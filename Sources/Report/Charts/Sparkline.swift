/// A row of figures as a line of blocks, from 0 to 1.
package struct Sparkline {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// The last figures that fit, the newest at the right; what is unknown is a gap.
  package static func of(_ shares: [Double?], width: Int) -> String {
    String(
      shares.suffix(width).map { share in
        guard let share, share.isFinite else { return " " }
        return blocks[min(blocks.count - 1, max(0, Int((share * Double(blocks.count - 1)).rounded())))]
      })
  }
}
