/// One attribute of the people counted, and all that may be said of it: a public list, decided before any record is read.
///
/// Whoever learns the list from the records tells that somebody with a rare code is among them.
/// Shape: at most 255 codes; "not known" is none of them.
package struct CodeList: Sendable, Equatable {
    package let name: String
    package let codes: [String]
    private let places: [String: UInt8]

    package init(_ name: String, _ codes: [String]) {
        precondition(codes.count <= 255, "a code list has at most 255 codes")
        self.name = name
        self.codes = codes
        places = Dictionary(codes.enumerated().map { ($1, UInt8($0 + 1)) }) { first, _ in first }
    }

    /// 0 for what is not known; nil for a word that is not on the list.
    package func byte(for code: String) -> UInt8? { code.isEmpty ? 0 : places[code] }

    /// Empty for what is not known.
    package func code(for byte: UInt8) -> String { byte == 0 ? "" : codes[Int(byte) - 1] }
}
