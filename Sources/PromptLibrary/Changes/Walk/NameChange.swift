import YAML

/// What two joins of a row differ by, as far as the names of their prompts go.
struct NameChange {
  /// Each prompt's number of now by its number of before; nil where it is gone or has other names.
  private(set) var numbers: [Int?] = []
  /// The same the other way round.
  private(set) var earlier: [Int?] = []
  /// Every word by which a text can mean a prompt that came or went.
  private(set) var words: Set<String> = []
  /// The file names of these prompts.
  private(set) var fileNames: Set<String> = []
  /// Words that mean something now and meant nothing before, or the other way round.
  private(set) var texts: [SearchText] = []
  /// Prompts' files have other endings.
  private(set) var hasOtherEndings = false
  /// The prompts that came or went, each as if it were alone.
  private(set) var prompts: [Prompt] = []

  var isEmpty: Bool { words.isEmpty }

  /// None.
  init() {}

  /// Compares prompts in order of address.
  init(from old: [Prompt], to new: [Prompt]) {
    numbers = old.map { _ in nil }
    earlier = new.map { _ in nil }
    var changed: [Prompt] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if left == old.count {
        changed.append(new[right])
        right += 1
      } else if right == new.count {
        changed.append(old[left])
        left += 1
      } else if old[left].hasNames(of: new[right]) {
        (numbers[left], earlier[right]) = (right, left)
        left += 1
        right += 1
      } else if old[left].address.precedesByBytes(new[right].address) {
        changed.append(old[left])
        left += 1
      } else {
        changed.append(new[right])
        right += 1
      }
    }
    prompts = changed
    for prompt in changed {
      let (fileName, stems, folders) = PromptNames.words(of: prompt)
      fileNames.insert(fileName)
      words.insert(fileName)
      words.insert("/" + prompt.path)
      words.formUnion(stems)
      words.formUnion(folders)
    }
  }

  /// The same prompts by their numbers of now; nil where one of them is gone.
  func renumbered(_ numbers: [Int]) -> [Int]? {
    var found: [Int] = []
    for number in numbers {
      guard let now = self.numbers[number] else { return nil }
      found.append(now)
    }
    return found
  }

  /// Notes which words the names of now and of before tell differently.
  mutating func compare(_ old: PromptNames, _ new: PromptNames) {
    hasOtherEndings = old.endings != new.endings
    texts = words.filter { !$0.utf8.starts(with: "/".utf8) && new.differs(from: old, at: $0) }.map {
      SearchText(Array($0.utf8))
    }
  }
}

extension Prompt {
  /// Whether every text that means one of two prompts means the other.
  fileprivate func hasNames(of other: Prompt) -> Bool {
    path == other.path && key == other.key && id == other.id && format == other.format
      && (metadata.id == nil) == (other.metadata.id == nil)
  }
}
