import Git

/// A worker's own handle on the repository, opened when it is first needed.
final class OpenRepository {
  private let opening: Repository.Opening
  private var repository: Repository?

  init(_ opening: Repository.Opening) { self.opening = opening }

  func blob(_ id: ObjectID) throws(ReadFailure) -> [UInt8] {
    do throws(GitError) {
      if repository == nil { repository = try Repository(opening) }
      return try repository!.blob(id)
    } catch {
      if error.isNotFound {
        throw ReadFailure(
          "The object \(id) is not in the repository (a partial clone or a damaged one), so this file is unknown."
        )
      }
      throw ReadFailure("The object \(id) cannot be read: \(error.message).")
    }
  }
}
