package import Foundation

/// The files of a pack, all read at once, so that what was compared and accepted is what is used.
///
/// Shape: by path inside the folder, in the order of their names; only what a pack has: texts, tables and sounds.
/// Units: bytes; at most 32 MB in at most 4,000 files, so that a wrong folder is refused and not read.
package struct PackFolder: Sendable, Equatable {
    package static let most = 32 << 20
    private static let mostFiles = 4000
    private static let kinds: Set<String> = ["yml", "csv", "ogg", "mp3", "m4a"]

    package private(set) var files: [String: Data] = [:]
    /// Why it could not be read whole. Nil when it was.
    let fault: PackFault?

    package init(files: [String: Data]) {
        self.files = files
        fault = nil
    }

    /// A folder that is not there has no files. What is no plain file is not followed.
    package init(at folder: URL) {
        var (files, size, fault) = ([String: Data](), 0, PackFault?.none)
        for path in PackFolder.paths(folder) where fault == nil {
            guard files.count < PackFolder.mostFiles else {
                fault = PackFault(
                    path, 1, "a pack has at most \(PackFolder.mostFiles) files; is this its folder?")
                break
            }
            guard let data = PackFolder.read(folder.appendingPathComponent(path), at: PackFolder.most - size) else {
                fault = PackFault(
                    path, 1,
                    "this file cannot be read, or the pack is larger than \(PackFolder.most >> 20) MB; is this its folder?"
                )
                break
            }
            size += data.count
            files[path] = data
        }
        self.files = files
        self.fault = fault
    }

    private static func paths(_ folder: URL) -> [String] {
        let keys: [URLResourceKey] = [.isRegularFileKey]
        let found = FileManager.default.enumerator(
            at: folder.standardizedFileURL, includingPropertiesForKeys: keys, options: [.skipsHiddenFiles])
        let root = folder.standardizedFileURL.path
        return (found?.compactMap { $0 as? URL } ?? []).filter { url in
            kinds.contains(url.pathExtension) && (try? url.resourceValues(forKeys: Set(keys)))?.isRegularFile == true
        }.map { String($0.standardizedFileURL.path.dropFirst(root.count + 1)) }.sorted()
    }

    /// No more than is left, so that a file that grows is not read for ever.
    private static func read(_ file: URL, at most: Int) -> Data? {
        guard let handle = try? FileHandle(forReadingFrom: file) else { return nil }
        defer { try? handle.close() }
        guard let data = try? handle.read(upToCount: most + 1) ?? Data(), data.count <= most else { return nil }
        return data
    }

    // MARK: What the readers ask

    /// Where a file stands, and what it is called without its ending.
    static func folder(of file: String) -> String { file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "" }
    static func name(of file: String) -> String {
        let last = file.lastIndex(of: "/").map { file[file.index(after: $0)...] } ?? file[...]
        return String(last.prefix { $0 != "." })
    }

    func has(_ file: String) -> Bool { files[file] != nil }
    func hasFolder(_ name: String) -> Bool { files.keys.contains { $0.hasPrefix(name + "/") } }
    /// Nil when it is missing or no UTF-8.
    func text(_ file: String) -> String? { files[file].flatMap { String(validating: $0, as: UTF8.self) } }
    /// The files that stand right in a folder, in the order of their names.
    func files(in name: String) -> [String] {
        files.keys.filter { $0.hasPrefix(name + "/") && !$0.dropFirst(name.count + 1).contains("/") }.sorted()
    }
}

extension PackFolder {
    /// All of it as bytes, the same for the same files. Shape: for each file in order: length and path, length and bytes, big-endian.
    package var archive: Data {
        var all = Data()
        func add(_ part: Data) {
            withUnsafeBytes(of: UInt32(clamping: part.count).bigEndian) { all.append(contentsOf: $0) }
            all.append(part)
        }
        for (path, data) in files.sorted(by: { $0.key < $1.key }) {
            add(Data(path.utf8))
            add(data)
        }
        return all
    }

    /// Nil when the bytes are no pack.
    package init?(archive: Data) {
        var (rest, parts) = (archive[...], [Data]())
        while !rest.isEmpty {
            guard rest.count >= 4 else { return nil }
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard length <= rest.count else { return nil }
            parts.append(Data(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        guard parts.count.isMultiple(of: 2) else { return nil }
        var files: [String: Data] = [:]
        for index in stride(from: 0, to: parts.count, by: 2) {
            guard let path = String(validating: parts[index], as: UTF8.self) else { return nil }
            files[path] = parts[index + 1]
        }
        self.init(files: files)
    }
}
