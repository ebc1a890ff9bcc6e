extension SourceText {
  /// Whether this is what git keeps of a file whose content lies in Git LFS (git-lfs/docs/spec.md): a few lines that
  /// name the content, and none of it.
  package var isLFSPointer: Bool {
    bytes.count < 1024 && bytes.starts(with: "version https://git-lfs.github.com/spec/".utf8)
  }
}

extension SourceProblem {
  /// Says that a prompt's or a workflow's text is not in git.
  static func lfsPointer(at path: String) -> SourceProblem {
    SourceProblem(.tolerated, lfsSentence, at: Place(path: path))
  }

  package var isLFSPointer: Bool { kind == .tolerated && message == Self.lfsSentence }

  private static let lfsSentence =
    "The text of this file is in Git LFS and git has only a pointer to it, so it was not judged."
}
