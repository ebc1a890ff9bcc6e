import PromptLibrary

/// Finds prompts that say the same, without comparing each with each.
///
/// Locality-sensitive hashing (Indyk and Motwani 1998; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets",
/// 3.4): a sketch is cut into 16 bands of 8 values, and only prompts that agree on a whole band are compared. Two texts
/// of similarity 0.85 share a band with a probability of 0.994, two of 0.5 with 0.06.
enum NearDuplicates {
  private static let bands = 16
  private static let rows = Sketch.bins / bands
  /// Different texts under one band that a newcomer is held against: boilerplate must not make all pairs.
  private static let fewPerBucket = 4

  /// The library's prompt that a text repeats.
  struct Twin: Sendable, Equatable {
    var prompt: Int
    var similarity: Double

    /// What a text that has this twin does, in a sentence.
    var verb: String { similarity == 1 ? "repeats" : "nearly repeats (\(percent(similarity)))" }
  }

  /// Groups of prompts that say the same, in the library's order; prompts alone are in none.
  static func clusters(_ prompts: [Prompt], from threshold: Double) -> [[Int]] {
    var members: [Int] = []
    var sketches: [[UInt32]] = []
    // What is asked of each prompt is taken out alone, since the rest would be copied with it.
    for index in prompts.indices where prompts[index].declaredStatus != .retired {
      guard let sketch = prompts[index].sketch else { continue }
      members.append(index)
      sketches.append(sketch.values)
    }
    guard members.count > 1 else { return [] }
    let hashes = bandHashes(of: sketches)
    var union = UnionFind(members.count)
    var table = BandTable(count: members.count)
    for band in 0..<bands {
      let start = band * members.count
      table.clear()
      for item in members.indices {
        let hash = hashes[start + item]
        var slot = table.slot(of: hash)
        var seen = 0
        while let other = table.item(at: slot) {
          if hashes[start + other] == hash {
            if union.root(of: other) == union.root(of: item) { break }
            if similarity(sketches[item], sketches[other]) >= threshold,
              !areVariants(prompts[members[item]], prompts[members[other]])
            {
              union.join(item, other)
              break
            }
            seen += 1
            if seen == fewPerBucket { break }
          }
          slot = table.next(after: slot)
        }
        if table.item(at: slot) == nil { table.put(item, at: slot) }
      }
    }
    return union.groups().map { $0.map { members[$0] } }
  }

  /// The nearest prompt of the library for each text that repeats one.
  static func twins(
    of texts: [InlinePrompt], among prompts: [Prompt], from threshold: Double
  ) -> [Place: Twin] {
    let texts = texts.filter { $0.sketch != nil }
    guard !texts.isEmpty else { return [:] }
    let sketches = texts.map { $0.sketch!.values }
    let hashes = bandHashes(of: sketches)
    var buckets: [UInt64: [Int]] = [:]
    for band in 0..<bands {
      for item in texts.indices {
        buckets[UInt64(band) << 32 | UInt64(hashes[band * texts.count + item]), default: []].append(item)
      }
    }
    var twins: [Place: Twin] = [:]
    for (index, prompt) in prompts.enumerated() where prompt.status != .retired {
      guard let sketch = prompt.sketch?.values else { continue }
      var met: Set<Int> = []
      for band in 0..<bands {
        for item in buckets[UInt64(band) << 32 | UInt64(bandHash(sketch, band))] ?? []
        where met.insert(item).inserted {
          let similarity = similarity(sketch, sketches[item])
          let place = texts[item].place
          if similarity >= threshold, similarity > twins[place]?.similarity ?? 0 {
            twins[place] = Twin(prompt: index, similarity: similarity)
          }
        }
      }
    }
    return twins
  }

  /// Variants live side by side on purpose: entries of one file, and dotprompt's `name.variant.prompt`.
  private static func areVariants(_ a: Prompt, _ b: Prompt) -> Bool {
    if a.path == b.path { return true }
    guard a.format == "dotprompt", b.format == "dotprompt", a.path.folder == b.path.folder else {
      return false
    }
    return a.path.fileName.prefix { $0 != "." } == b.path.fileName.prefix { $0 != "." }
  }

  /// Every sketch's band hashes, one band after the other.
  private static func bandHashes(of sketches: [[UInt32]]) -> [UInt32] {
    var hashes = [UInt32](repeating: 0, count: sketches.count * bands)
    for (item, sketch) in sketches.enumerated() {
      for band in 0..<bands { hashes[band * sketches.count + item] = bandHash(sketch, band) }
    }
    return hashes
  }

  private static func bandHash(_ sketch: [UInt32], _ band: Int) -> UInt32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for row in 0..<rows { hash = (hash ^ UInt64(sketch[band * rows + row])) &* 0x9E37_79B9_7F4A_7C15 }
    return UInt32(truncatingIfNeeded: hash >> 32)
  }

  private static func similarity(_ a: [UInt32], _ b: [UInt32]) -> Double {
    var equal = 0
    for bin in 0..<min(a.count, b.count) where a[bin] == b[bin] { equal &+= 1 }
    return Double(equal) / Double(Sketch.bins)
  }
}
