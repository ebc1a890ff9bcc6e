import RealModule

/// Outcomes of several runs of one regime by different people or clients, on common cases.
package struct OperatorRuns: Sendable {
  /// 1 for a pass, by case, then by run.
  package let passes: [[Int]]
  /// Who made each run, from 0 up.
  package let operators: [Int]

  let counts: [Int]

  /// Nil below two operators, two runs, or one case.
  package init?(passes: [[Int]], operators: [Int]) {
    let groups = (operators.max() ?? -1) + 1
    guard groups > 1, let runs = passes.first?.count, runs == operators.count, runs > 1 else { return nil }
    self.passes = passes
    self.operators = operators
    counts = operators.reduce(into: [Int](repeating: 0, count: groups)) { $0[$1] += 1 }
  }

  package var runs: Int { operators.count }

  /// The share of cases that each run passed.
  package var rates: [Double] {
    (0..<runs).map { run in Double(passes.reduce(0) { $0 + $1[run] }) / Double(passes.count) }
  }

  /// The first and the last runs of each operator, as many of each as every operator has twice; nil below four.
  var halves: (earlier: OperatorRuns, later: OperatorRuns)? {
    let each = (counts.min() ?? 0) / 2
    guard each > 1 else { return nil }
    func taken(_ choose: ([Int]) -> [Int]) -> OperatorRuns? {
      let columns = counts.indices.flatMap { name in
        choose(operators.indices.filter { operators[$0] == name })
      }
      return OperatorRuns(
        passes: passes.map { row in columns.map { row[$0] } }, operators: columns.map { operators[$0] })
    }
    guard let earlier = taken({ Array($0.prefix(each)) }), let later = taken({ Array($0.suffix(each)) })
    else { return nil }
    return (earlier, later)
  }

  /// Whether operators pass at different rates: the generalised Cochran-Mantel-Haenszel test (Landis, Heyman and Koch
  /// 1978), which is Cochran's Q with one run each; nil where every case always ends alike.
  package var levelTest: (statistic: Double, degrees: Int, p: Double)? {
    let groups = counts.count
    let total = Double(runs)
    var shares = [Double](repeating: 0, count: groups)
    var variance = 0.0
    for row in passes {
      let sum = Double(row.reduce(0, +))
      variance += sum * (total - sum) / (total * total * (total - 1))
      for (run, value) in row.enumerated() { shares[operators[run]] += Double(value) }
      for group in 0..<groups { shares[group] -= sum * Double(counts[group]) / total }
    }
    guard variance > 0 else { return nil }
    // The deviations sum to zero, so that the last operator is left out.
    let size = groups - 1
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
    for a in 0..<size {
      for b in 0..<size {
        let product = Double(counts[a]) * Double(counts[b])
        matrix[a][b] = variance * ((a == b ? total * Double(counts[a]) : 0) - product)
      }
    }
    let statistic = quadraticForm(Array(shares[..<size]), inverseOf: matrix)
    return (statistic, size, chiSquaredUpperTail(statistic, degrees: size))
  }

  /// Fleiss' kappa over runs as raters; nil where every run of every case ends alike.
  package var kappa: Double? {
    let total = Double(runs)
    var (agreement, passed) = (0.0, 0.0)
    for row in passes {
      let sum = Double(row.reduce(0, +))
      agreement += (sum * (sum - 1) + (total - sum) * (total - sum - 1)) / (total * (total - 1))
      passed += sum
    }
    agreement /= Double(passes.count)
    let rate = passed / (total * Double(passes.count))
    let chance = rate * rate + (1 - rate) * (1 - rate)
    return chance < 1 ? (agreement - chance) / (1 - chance) : nil
  }

  /// How often two runs end differently on the same case, case by case.
  package func disagreement(between isBetween: Bool) -> [Double]? {
    var pairs: [(Int, Int)] = []
    for a in 0..<runs {
      for b in (a + 1)..<max(a + 1, runs) where (operators[a] != operators[b]) == isBetween {
        pairs.append((a, b))
      }
    }
    guard !pairs.isEmpty else { return nil }
    return passes.map { row in
      Double(pairs.count { row[$0.0] != row[$0.1] }) / Double(pairs.count)
    }
  }
}

/// d' V^-1 d for a positive definite V, by Cholesky's decomposition.
func quadraticForm(_ vector: [Double], inverseOf matrix: [[Double]]) -> Double {
  let size = vector.count
  var lower = matrix
  var solved = vector
  var sum = 0.0
  for row in 0..<size {
    for column in 0...row {
      var value = matrix[row][column]
      for index in 0..<column { value -= lower[row][index] * lower[column][index] }
      lower[row][column] =
        row == column ? max(value, .leastNormalMagnitude).squareRoot() : value / lower[column][column]
    }
    for index in 0..<row { solved[row] -= lower[row][index] * solved[index] }
    solved[row] /= lower[row][row]
    sum += solved[row] * solved[row]
  }
  return sum
}
