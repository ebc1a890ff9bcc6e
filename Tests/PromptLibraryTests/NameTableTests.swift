import CWords
import Testing

@testable import PromptLibrary

@Suite struct NameTableTests {
  @Test func `thousands of names, many of them shared, are found as a dictionary finds them`() {
    var table = NameTable()
    var expected: [String: [Int]] = [:]
    for position in 0..<3_000 {
      // Numbers in base four make short names that begin alike; a third of the positions share one.
      let number = position % 3 == 0 ? position % 97 : position
      let name = String(number, radix: 4).map { ["0": "a", "1": "b", "2": "ß", "3": "/"][$0] ?? "" }.joined()
      table.add(position, to: name)
      expected[name, default: []].append(position)
    }
    #expect(expected.count > 2_000)
    for (name, positions) in expected {
      #expect(table[name] == positions)
      #expect(table[Array(name.utf8)] == positions)
      #expect(table.contains(Array(name.utf8)))
      #expect(table.isShared(name) == (positions.count > 1))
    }
    for name in ["absent", "aaaaaaaaaaaaaaaaa", "ß ", ""] {
      #expect(table[name] == [])
      #expect(!table.contains(Array(name.utf8)))
      #expect(!table.isShared(name))
    }
  }

  @Test(arguments: [1, 7, 8, 9, 16, 24])
  func `names that differ in their last bytes alone have hashes of their own`(length: Int) {
    let names = (0..<256).map { Array(repeating: UInt8(ascii: "a"), count: length - 1) + [UInt8($0)] }
    #expect(Set(names.map { $0.withUnsafeBufferPointer(NameTable.hash) }).count == names.count)
  }

  @Test func `a position that is added twice in a row to a name counts once`() {
    var table = NameTable()
    for position in [1, 1, 2, 2] { table.add(position, to: "sort") }
    #expect(table["sort"] == [1, 2])
  }
}

@Suite struct FileRoleTests {
  @Test(arguments: [
    ("src/main.py", FileRole.product), ("test/data.yaml", .test), ("pkg/Tests/Data.md", .test),
    ("examples/tests/a.py", .test), ("docs/examples/a.md", .example), ("examples/readme.md", .example),
    ("docs/a.md", .documentation), ("prompts/README.md", .documentation), ("src/test_load.py", .test),
    ("src/load_test.go", .test), ("web/load.spec.ts", .test), ("Sources/LoadTests.swift", .test),
    ("src/contests.py", .product), ("conftest.py", .test), ("latest/a.py", .product), ("tests", .product),
    ("", .product), ("a/testing/ÄB.md", .test), ("src/main/java/com/example/App.java", .product),
    ("examples/x/src/main/kotlin/org/samples/App.kt", .example), ("java/example/App.java", .example),
    ("src/test/java/com/acme/App.java", .test), ("lib/src/commonMain/kotlin/demo/App.kt", .product),
  ]) func `folders and names say what a file is for`(path: String, role: FileRole) {
    #expect(FileRole(path) == role)
  }
}

@Suite struct PathByteTests {
  @Test func `one byte and a block of 64 agree on what belongs to a path`() {
    for byte in UInt8.min...UInt8.max {
      let block = [UInt8](repeating: byte, count: 64)
      let isPart = NameScanner.isPart[Int(byte)]
      #expect(shelflife_path_mask(block) == (isPart ? .max : 0), "\(byte)")
    }
  }
}
