import Testing

@testable import Git

@Suite struct ObjectIDTests {
  @Test func `a blob is named as git hash-object names it`() {
    // `printf 'hello\n' | git hash-object --stdin`
    let id = Repository.blobID(of: Array("hello\n".utf8))
    #expect(id.description == "ce013625030ba8dba906f756967f9e9ca394464a")
    #expect(ObjectID(id.description) == id)
  }

  @Test func `the empty blob has its name too`() {
    #expect(Repository.blobID(of: []).description == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
  }
}
