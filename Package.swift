// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "shelflife",
  products: [.executable(name: "shelflife", targets: ["shelflife"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
  ],
  targets: [
    .systemLibrary(name: "CLibgit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CJemalloc", pkgConfig: "jemalloc", providers: [.apt(["libjemalloc-dev"])]),
    .systemLibrary(name: "CLibcrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "Git", dependencies: ["CLibgit2", "CLibcrypto"], swiftSettings: settings + [.strictMemorySafety()]),
    .target(name: "YAML", dependencies: ["CLibYAML"], swiftSettings: settings + [.strictMemorySafety()]),
    .target(name: "CWords"),
    .target(name: "PromptLibrary", dependencies: ["CWords", "Git", "YAML"], swiftSettings: settings),
    .target(
      name: "Audit",
      dependencies: ["PromptLibrary", .product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: settings),
    .target(name: "Report", dependencies: ["Audit"], swiftSettings: settings),
    .executableTarget(
      name: "shelflife",
      dependencies: ["CJemalloc", "Report", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: settings),
    .testTarget(name: "GitTests", dependencies: ["Git"], swiftSettings: settings),
    .testTarget(name: "YAMLTests", dependencies: ["YAML"], swiftSettings: settings),
    .testTarget(name: "PromptLibraryTests", dependencies: ["PromptLibrary"], swiftSettings: settings),
    .testTarget(name: "AuditTests", dependencies: ["Audit"], swiftSettings: settings),
    .testTarget(name: "ReportTests", dependencies: ["Report"], exclude: ["Golden"], swiftSettings: settings),
    .testTarget(
      name: "shelflifeTests", dependencies: ["shelflife"], exclude: ["Golden"], swiftSettings: settings),
  ]
)
