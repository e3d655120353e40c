/// Where each combination of one, two or three codes is counted.
///
/// Every code of every list has a number, list after list. A pair x < y of codes of different lists stands at
/// `pairRow[y] + x`, and a triple x < y < z at `tripleRow[z] + pairRow[y] + x`: the pairs that lie before z's list are the first of
/// all pairs, so one table of offsets serves both and no place is wasted.
package struct Cells: Sendable {
    package let lists: [CodeList]
    /// The number of each list's first code, and, last, how many codes there are.
    package let first: [Int]
    /// The list that each code belongs to.
    let list: [Int]
    let pairRow: [Int]
    let tripleRow: [Int]
    package let pairCount: Int
    package let tripleCount: Int

    package init(_ lists: [CodeList]) {
        self.lists = lists
        first = lists.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.codes.count) }
        var (list, pairRow, tripleRow): ([Int], [Int], [Int]) = ([], [], [])
        var (pairs, triples) = (0, 0)
        for (index, codes) in lists.enumerated() {
            let pairsBefore = pairs
            for _ in codes.codes {
                list.append(index)
                pairRow.append(pairs)
                tripleRow.append(triples)
                pairs += first[index]
                triples += pairsBefore
            }
        }
        (self.list, self.pairRow, self.tripleRow) = (list, pairRow, tripleRow)
        (pairCount, tripleCount) = (pairs, triples)
    }

    package var codeCount: Int { list.count }
    package var count: Int { codeCount + pairCount + tripleCount }

    /// x < y.
    package func pair(_ x: Int, _ y: Int) -> Int { pairRow[y] + x }
    /// x < y < z.
    package func triple(_ x: Int, _ y: Int, _ z: Int) -> Int { tripleRow[z] + pairRow[y] + x }
}
