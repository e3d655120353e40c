/// How many people have each code, each pair and each triple of codes known.
///
/// Shape: what is not known is counted nowhere, so a person with m attributes known is in m + C(m, 2) + C(m, 3) cells. Counts of
/// "not known" follow from these by inclusion and exclusion (`NoisyTable`).
package struct Counts: Sendable, Equatable {
    package var people: Int
    package var ones: [Int32]
    package var pairs: [Int32]
    package var triples: [Int32]

    package init(_ records: Records, in cells: Cells) {
        people = records.count
        ones = Array(repeating: 0, count: cells.codeCount)
        pairs = Array(repeating: 0, count: cells.pairCount)
        triples = Array(repeating: 0, count: cells.tripleCount)
        var known: [Int] = []
        known.reserveCapacity(cells.lists.count)
        for person in 0..<people {
            known.removeAll(keepingCapacity: true)
            for (list, column) in records.columns.enumerated() {
                let byte = column[person]
                if byte != 0 { known.append(cells.first[list] + Int(byte) - 1) }
            }
            add(known, cells)
        }
    }

    /// Ascending.
    private mutating func add(_ known: [Int], _ cells: Cells) {
        known.withUnsafeBufferPointer { known in
            triples.withUnsafeMutableBufferPointer { triples in
                for high in known.indices {
                    let z = known[high]
                    let plane = cells.tripleRow[z]
                    ones[z] += 1
                    for middle in 0..<high {
                        let row = cells.pairRow[known[middle]] + plane
                        pairs[cells.pairRow[z] + known[middle]] += 1
                        for low in 0..<middle { triples[row + known[low]] += 1 }
                    }
                }
            }
        }
    }
}
