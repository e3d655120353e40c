import Foundation
import Pack

/// The folder of a country, one of its files bent.
extension FuzzTarget {
    static let packs: [FuzzTarget] = [
        FuzzTarget("pack", largest: 16_384, words: words, cost: 200) { bytes in
            guard let first = bytes.first else { return }
            read(Int(first), Data(bytes.dropFirst()))
        }
    ]

    private static let words = [
        ": ", "- ", "\n  ", "&a", "*a", "!!binary", "<<: *a", "{", "}", "|\n", ">\n", "---\n", "? ", "id: ", "when:\n", "field: ",
        "above: ",
        "days: 9223372036854775807", "range: [0, 1e308]", "code,name,kind,parent\n",
    ]

    /// Every file of the pack that is text, in one order.
    private static let packFiles: [String] = {
        let names = FileManager.default.enumerator(atPath: Fictional.pack.path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".yml") || $0.hasSuffix(".csv") || $0.hasSuffix(".md") }.sorted()
    }()

    /// Shape: the first byte chooses the file; the rest stands for it, or follows what it says where it begins with `+`.
    private static func read(_ index: Int, _ content: Data) {
        guard !packFiles.isEmpty else { return }
        let name = packFiles[index % packFiles.count]
        let folder = FileManager.default.temporaryDirectory.appending(path: "anse-pack-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.copyItem(at: Fictional.pack, to: folder)
            let file = folder.appending(path: name)
            let isMore = content.first == 0x2B
            try (isMore ? Data(contentsOf: file) + content.dropFirst() : content).write(to: file)
            use(try Country(at: folder).code)
        } catch { use(error) }
    }
}
