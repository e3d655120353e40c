import CExpat

/// One who hears what stands in an XML text, in its order. What it throws ends the reading.
protocol XMLListener: AnyObject {
    /// Shape: the name without its prefix. The attributes are there only during the call.
    func begin(_ name: String, _ attributes: XMLAttributes) throws
    /// A part of a text, in UTF-8, there only during the call; a text may come in many parts.
    func take(_ text: UnsafeRawBufferPointer) throws
    func end(_ name: String) throws
}

/// The attributes of an element as the parser holds them: nothing is copied that is not asked for.
struct XMLAttributes {
    /// Shape: names and values by turns, nothing at the end.
    private let pairs: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
    let count: Int

    /// Counts no further than one more than `most`.
    init(_ pairs: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?, most: Int) {
        self.pairs = pairs
        var count = 0
        while count <= most, pairs?[2 * count] != nil { count += 1 }
        self.count = count
    }

    /// The value under a name as it is written, prefix and all; empty when there is none.
    subscript(name: String) -> String {
        guard let pairs else { return "" }
        for place in 0..<count {
            if let known = pairs[2 * place], let value = pairs[2 * place + 1], String(cString: known) == name {
                return String(cString: value)
            }
        }
        return ""
    }

    /// All of them, the first of each name.
    var all: [String: String] {
        guard let pairs else { return [:] }
        return Dictionary(
            (0..<count).compactMap { place in
                guard let name = pairs[2 * place], let value = pairs[2 * place + 1] else { return nil }
                return (String(cString: name), String(cString: value))
            }, uniquingKeysWith: { first, _ in first })
    }
}
