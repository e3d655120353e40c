/// One record for each person: for each attribute, a byte.
///
/// Shape: a column for each code list, of as many bytes as there are people; 0 is "not known", 1 the list's first code.
package struct Records: Sendable, Equatable {
    package let lists: [CodeList]
    package private(set) var columns: [[UInt8]]

    package init(_ lists: [CodeList], columns: [[UInt8]]) {
        precondition(lists.count == columns.count && Set(columns.map(\.count)).count <= 1, "a column of bytes for each list")
        self.lists = lists
        self.columns = columns
    }

    package init(_ lists: [CodeList]) { self.init(lists, columns: lists.map { _ in [] }) }

    package var count: Int { columns.first?.count ?? 0 }

    /// Adds a person. Words that are on no list are kept as not known, and their number is returned.
    package mutating func append(_ words: [String]) -> Int {
        var strays = 0
        for column in lists.indices {
            let byte = column < words.count ? lists[column].byte(for: words[column]) : 0
            if byte == nil { strays += 1 }
            columns[column].append(byte ?? 0)
        }
        return strays
    }

    package func words(of person: Int) -> [String] { lists.indices.map { lists[$0].code(for: columns[$0][person]) } }

    /// How many people are in each cell of a table of these attributes: the last runs fastest, and "not known" comes first.
    package func table(_ attributes: [Int]) -> [Int] {
        let columns = attributes.map { self.columns[$0] }
        let widths = attributes.map { lists[$0].codes.count + 1 }
        var counts = [Int](repeating: 0, count: widths.reduce(1, *))
        for person in 0..<count {
            var cell = 0
            for place in columns.indices { cell = cell * widths[place] + Int(columns[place][person]) }
            counts[cell] += 1
        }
        return counts
    }

    /// At most so many attributes of each person are kept: the first that are known, in the order of the lists.
    ///
    /// The cap is public and each person's own record alone decides what is kept. A cap read from the records, such as the 99th
    /// percentile of known attributes, would change what is told of everyone when one person joins, and no noise covers that.
    package func capped(at most: Int) -> Records {
        guard most < lists.count else { return self }
        var kept = self
        for person in 0..<count {
            var left = most
            for column in lists.indices where columns[column][person] != 0 {
                if left == 0 { kept.columns[column][person] = 0 } else { left -= 1 }
            }
        }
        return kept
    }
}
