/// The directory of a ZIP file, read strictly and without unfolding anything.
///
/// Source: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.16. ZIP64 is refused: nothing within the limit needs it.
struct ZipDirectory {
    struct Part {
        let name: String
        let flags: Int
        let method: Int
        let sum: Int
        let foldedSize: Int
        let size: Int
        /// The folded bytes within the file.
        let content: Range<Int>
        fileprivate let start: Int
    }

    private(set) var parts: [Part] = []

    /// Errors: nothing when the directory and the parts do not fit together exactly.
    init?(_ bytes: [UInt8]) {
        var end = ByteReader(bytes, from: bytes.count - 22)
        guard bytes.count >= 22, end.little(4) == 0x0605_4B50, end.little(4) == 0, let here = end.little(2),
            let count = end.little(2),
            here == count, let size = end.little(4), let start = end.little(4), end.little(2) == 0, start + size == bytes.count - 22
        else { return nil }
        var directory = ByteReader(bytes, from: start, to: start + size)
        for _ in 0..<count {
            guard let part = ZipDirectory.part(&directory, bytes, before: start) else { return nil }
            parts.append(part)
        }
        guard directory.left == 0, isOrderly else { return nil }
    }

    private static func part(_ directory: inout ByteReader, _ bytes: [UInt8], before directoryStart: Int) -> Part? {
        guard directory.little(4) == 0x0201_4B50, directory.take(4) != nil, let flags = directory.little(2),
            let method = directory.little(2),
            directory.take(4) != nil, let sum = directory.little(4), let foldedSize = directory.little(4),
            let size = directory.little(4),
            let nameSize = directory.little(2), let extra = directory.little(2), let comment = directory.little(2),
            directory.take(8) != nil,
            let start = directory.little(4), let name = directory.take(nameSize), directory.take(extra + comment) != nil,
            let text = String(validating: name, as: UTF8.self)
        else { return nil }
        var local = ByteReader(bytes, from: start, to: directoryStart)
        guard local.little(4) == 0x0403_4B50, local.take(22) != nil, local.little(2) == nameSize, let localExtra = local.little(2),
            local.take(nameSize).map({ $0.elementsEqual(name) }) == true, local.take(localExtra) != nil, local.left >= foldedSize
        else { return nil }
        return Part(
            name: text, flags: flags, method: method, sum: sum, foldedSize: foldedSize, size: size,
            content: local.at..<local.at + foldedSize, start: start)
    }

    /// No two parts share bytes or a name, and no name leads out of its folder.
    private var isOrderly: Bool {
        let inOrder = parts.sorted { $0.start < $1.start }
        return zip(inOrder, inOrder.dropFirst()).allSatisfy { $0.content.upperBound <= $1.start }
            && Set(parts.map { $0.name.lowercased() }).count == parts.count
            && parts.allSatisfy { part in
                !part.name.isEmpty && !part.name.hasPrefix("/") && !part.name.contains { "\\:\0".contains($0) }
                    && !part.name.split(separator: "/", omittingEmptySubsequences: false).contains("..")
            }
    }

    /// The parts as a new ZIP file: only content, no dates, remarks or gaps. A part named in `others` gets that content instead.
    func file(_ bytes: [UInt8], others: [String: [UInt8]]) -> [UInt8] {
        var (file, directory): ([UInt8], [UInt8]) = ([], [])
        for part in parts {
            let other = others[part.name]
            var fields: [UInt8] = [20, 0]
            // The name is UTF-8 (bit 11); the sizes stand in the header, so no descriptor follows (bit 3).
            fields.append(little: 0x0800 | (other == nil ? part.flags & 6 : 0), 2)
            fields.append(little: other == nil ? part.method : 0, 2)
            fields += [0, 0, 0x21, 0]
            fields.append(little: other.map { CRC32.of($0) } ?? part.sum, 4)
            fields.append(little: other?.count ?? part.foldedSize, 4)
            fields.append(little: other?.count ?? part.size, 4)
            fields.append(little: part.name.utf8.count, 2)
            directory += [0x50, 0x4B, 1, 2, 20, 0] + fields + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
            directory.append(little: file.count, 4)
            directory += part.name.utf8
            file += [0x50, 0x4B, 3, 4] + fields + [0, 0] + Array(part.name.utf8) + (other ?? Array(bytes[part.content]))
        }
        var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
        for _ in 0..<2 { end.append(little: parts.count, 2) }
        end.append(little: directory.count, 4)
        end.append(little: file.count, 4)
        return file + directory + end + [0, 0]
    }
}
