/// Folders whose files a platform loads because they lie there.
package enum PlatformLocation {
  /// What loads this path, as "VS Code loads .github/prompts"; nil when nothing does.
  package static func loads(_ path: String) -> String? { nil }
}
