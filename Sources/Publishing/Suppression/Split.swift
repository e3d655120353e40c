/// How a table is divided by one attribute: a line for each code, for each group of codes, and for all.
///
/// Shape: groups are what stands between a code and the total: districts within a region, or the codes that are an answer.
package struct Split: Sendable, Hashable {
    package let attribute: String
    package let size: Int
    package let groups: [Codes]

    package init(_ attribute: String, size: Int, groups: [Codes] = []) {
        (self.attribute, self.size, self.groups) = (attribute, size, groups)
    }

    /// The lines in the order of a page: nothing for the line of all.
    package var lines: [Codes?] {
        var lines: [Codes?] = (0..<size).map { Codes(CollectionOfOne(UInt8($0))) }
        for group in groups where group != Codes(below: size) && !lines.contains(group) { lines.append(group) }
        return size > 1 ? lines + [nil] : [nil]
    }
}
