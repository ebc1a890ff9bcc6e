extension ModelTarget {
  /// Judges by the name alone whether it names one version or moves with its provider.
  ///
  /// A date (`-2024-11-20`, `-20241022`, `-0613`) or a revision (`-001`, `@sha256:…`) pins; `latest` and family names
  /// (`sonnet`, `gpt-4o`) move; an expression or `inherit` says nothing.
  package init(_ name: String, at place: Place) {
    let last = name.split(separator: "-").suffix(3)
    let digits =
      last.last.map { $0.utf8.allSatisfy { (48...57).contains($0) } && $0.utf8.count >= 2 } ?? false
    let isDate =
      digits
      && (last.last!.utf8.count >= 3 || last.allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) } })
    let precision: Precision =
      if name.isEmpty || name == "inherit" || name == "auto" || name == "default"
        || name.utf8.contains(UInt8(ascii: "{")) && (name.contains("${") || name.contains("{{"))
      {
        .unspecified
      } else if name.utf8.contains(UInt8(ascii: "@")) || isDate {
        .exact
      } else {
        .alias
      }
    self.init(name, precision: precision, at: place)
  }
}
