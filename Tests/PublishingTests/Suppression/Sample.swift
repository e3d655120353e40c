@testable import Publishing

/// Invented cohorts, small and uneven as those of a small country.
enum Sample {
    /// So many people whose attributes have lists so long; most people have the first codes.
    static func columns(people: Int, sizes: [Int], using dice: inout Dice) -> Columns? {
        let columns = sizes.enumerated().compactMap { position, size in
            let slope = Double.random(in: 0.8...2.5, using: &dice)
            let shares = (0..<size).map { 1 / Double($0 + 1) * Double.random(in: 0.2...1, using: &dice) / slope }
            return Column(
                "a\(position)", codes: (0..<size).map(String.init),
                bytes: (0..<people).map { _ in
                    var rest = Double.random(in: 0..<shares.reduce(0, +), using: &dice)
                    let code = shares.firstIndex { share in
                        rest -= share
                        return rest < 0
                    }
                    return UInt8(code ?? size - 1)
                })
        }
        return Columns(columns)
    }

    static func table(_ attributes: [String], of columns: Columns) -> Table {
        Table(attributes.map { Split($0, size: columns.sizes[$0] ?? 0) })
    }
}
