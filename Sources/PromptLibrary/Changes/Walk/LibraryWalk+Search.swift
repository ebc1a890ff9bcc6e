extension LibraryWalk {
  /// Draws the edges of all names in files that are neither prompts nor workflows, and comes to verdicts.
  mutating func searched(_ joining: Joining) async -> Library {
    var joining = joining
    let written = joining.library.edges
    forgetOutdated()
    let change = memory.adopt(&names)
    if joining.library.prompts.isEmpty {
      for index in files.indices where files[index].scan != nil { memory.forget(&files[index].scan) }
      memory.forgetEdges()
    } else {
      await searchFiles(files.indices, after: change)
      memory.draw(&files, after: change, into: &joining, plan, blobs)
    }
    takeWitnesses(in: written)
    joining.decideVerdicts()
    return joining.library
  }

  private mutating func forgetOutdated() {
    for scan in outdated {
      var scan: FileScan? = scan
      memory.forget(&scan)
    }
    outdated = []
  }

  /// Whether all that changed since names were searched changes nothing that the gate's rules look at.
  mutating func isSame() async -> Bool {
    guard isSameReading(searchedDifference), let difference = searchedDifference else { return false }
    forgetOutdated()
    let positions = difference.scans.keys.map { position(of: $0) }.filter { $0 < files.count }.sorted()
    if !memory.isEmpty { await searchFiles(positions, after: NameChange()) }
    for (path, old) in difference.scans {
      let position = position(of: path)
      let isThere = position < files.count && files[position].path == path
      var new = isThere ? files[position].scan : nil
      guard memory.isSame((old ?? nil), &new, plan) else { return false }
      if isThere { files[position].scan = new }
    }
    searchedDifference = memory.isSettled ? Difference() : nil
    return memory.isSettled
  }

  /// Searches the files that are neither prompts nor workflows now, as far as their texts or the names are new.
  mutating func searchFiles(_ positions: some Sequence<Int>, after change: NameChange) async {
    var new: [Int] = []
    for index in positions where files[index].nature != .other {
      if read.contains(files[index].path) {
        if files[index].scan != nil { memory.forget(&files[index].scan) }
      } else if files[index].scan.map({ $0.isStale(after: change) }) ?? true {
        new.append(index)
      }
    }
    let names = memory.names
    let scans = await parallel(new) { file, reader in
      FileScan.of(file.path, file.nature, names: names) { () throws(ReadFailure) in try reader.blob(file.id) }
    }
    for (index, scan) in zip(new, scans) {
      if files[index].scan != nil { memory.forget(&files[index].scan) }
      files[index].scan = scan
      memory.learn(&files[index].scan)
    }
  }
}
