internal import Publishing
internal import Solving

/// Prints invented cohorts with their tables as they would leave, a line of JSON each, for Tests/Trials/suppression.py to attack.
@main
struct Figures {
    static func main() {
        let cohorts = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 20
        var people = People(seed: 7)
        for shape in Shape.all {
            for _ in 0..<cohorts { print(shape.line(people.columns(of: Int.random(in: 50...999, using: &people), shape.sizes))) }
        }
    }
}

/// What is asked of a cohort.
struct Shape {
    let name: String
    let sizes: [String: Int]
    let tables: [Table]

    static var all: [Shape] {
        let regions = [Codes([0, 1, 2]), Codes([3, 4, 5]), Codes([6, 7]), Codes([8, 9, 10])]
        func split(_ attribute: String, _ size: Int) -> Split { Split(attribute, size: size) }
        return [
            Shape(
                name: "one table of three attributes", sizes: ["a": 5, "b": 4, "c": 3],
                tables: [Table([split("a", 5), split("b", 4), split("c", 3)])]),
            Shape(
                name: "districts within regions", sizes: ["district": 11, "age": 5],
                tables: [Table([Split("district", size: 11, groups: regions), split("age", 5)])]),
            Shape(
                name: "four tables in a ring", sizes: ["a": 5, "b": 4, "c": 4, "d": 3],
                tables: [("a", 5, "b", 4), ("b", 4, "c", 4), ("c", 4, "d", 3), ("d", 3, "a", 5)].map {
                    Table([split($0.0, $0.1), split($0.2, $0.3)])
                }),
            Shape(
                name: "a table, and the same of some of the people", sizes: ["a": 4, "b": 5, "c": 3],
                tables: [
                    Table([split("a", 4), split("b", 5)]),
                    Table([split("a", 4)], within: Cell(["b": Codes([0, 1])])),
                    Table([split("a", 4)], within: Cell(["b": Codes([1, 2]), "c": Codes([0])])),
                ]),
        ]
    }

    func line(_ columns: Columns?) -> String {
        guard let columns else { return "{}" }
        let rule = Rule()
        let suppression = Suppression(Audit(rule: rule, sizes: sizes, solver: Simplex()))
        var (releases, refused) = ([Release](), 0)
        for table in tables {
            do { releases.append(try suppression.release(table, of: columns, after: releases)) } catch { refused += 1 }
        }
        let bare = releases.flatMap { release in
            release.table.cells.map { ($0, rule.mustHide(columns.count($0)) ? Figure.hidden : .told(columns.count($0))) }
        }
        return object([
            ("name", "\"\(name)\""), ("people", "\(columns.people)"), ("refused", "\(refused)"),
            ("sizes", object(sizes.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") })),
            ("fewest", "\(rule.fewest)"), ("threshold", "\(rule.threshold)"), ("width", "\(rule.width)"),
            ("figures", list(releases.flatMap { release in release.figures.map { figure($0.key, $0.value) } })),
            ("bare", list(bare.map { figure($0.0, $0.1) })),
            (
                "differences",
                list(Set(releases.flatMap(\.differences)).map { list([cell($0.whole), $0.part.map(cell) ?? "null"]) })
            ),
        ])
    }

    private func figure(_ place: Cell, _ figure: Figure) -> String { list([cell(place), figure.count.map(String.init) ?? "null"]) }
    private func cell(_ cell: Cell) -> String { object(cell.conditions.map { ($0.attribute, "\($0.codes.members)") }) }
    private func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }
    private func object(_ fields: [(String, String)]) -> String {
        "{" + fields.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
    }
}

/// People made of repeatable chance, most of whom have the first codes, and whose answers go together.
struct People: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Source: SplitMix64, Steele, Lea and Flood (2014).
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    mutating func columns(of people: Int, _ sizes: [String: Int]) -> Columns? {
        let leanings = (0..<people).map { _ in Double.random(in: 0...1, using: &self) }
        return Columns(
            sizes.sorted { $0.key < $1.key }.compactMap { attribute, size in
                let pull = Double.random(in: 0...0.7, using: &self)
                let bytes = leanings.map { leaning in
                    let chance = Double.random(in: 0..<1, using: &self)
                    return UInt8(min(Double(size - 1), (pull * leaning + (1 - pull) * chance * chance) * Double(size)))
                }
                return Column(attribute, codes: (0..<size).map(String.init), bytes: bytes)
            })
    }
}
