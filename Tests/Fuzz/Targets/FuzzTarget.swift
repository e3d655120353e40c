/// One reader of bytes from outside, as a fuzzer calls it.
///
/// Shape: `run` gives the reader the bytes and drops what it says. Whatever it says is right; a trap, a hang, a swelling is not.
package struct FuzzTarget: Sendable {
    package let name: String
    /// Units: bytes. Longer inputs are cut.
    package let largest: Int
    /// Words that the reader knows, which chance would be long in finding.
    package let words: [String]
    /// How much more one run costs than one of a small reader; it comes that much more seldom.
    package let cost: Int
    /// Whether it is there to be found: it traps, hangs or swells behind a small condition.
    package let isPlanted: Bool
    package let run: @Sendable ([UInt8]) -> Void

    init(
        _ name: String, largest: Int = 4096, words: [String] = [], cost: Int = 1, isPlanted: Bool = false,
        run: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.name = name
        self.largest = largest
        self.words = words
        self.cost = cost
        self.isPlanted = isPlanted
        self.run = run
    }

    /// One that reads text: bytes that are none are repaired, as the page does.
    static func text(
        _ name: String, largest: Int = 4096, words: [String] = [], run: @escaping @Sendable (String) -> Void
    ) -> FuzzTarget {
        FuzzTarget(name, largest: largest, words: words) { run(String(decoding: $0, as: UTF8.self)) }
    }

    /// Every reader. The planted ones are apart.
    package static let all: [FuzzTarget] = asked + texts + sheets + files + forms + sealed + packs

    /// Those that read a file which a page takes.
    package static let sent: [FuzzTarget] = sheets + files

    package static func named(_ name: String) -> FuzzTarget? { (all + planted).first { $0.name == name } }
}
