import Foundation

/// What differs between two packs, file by file, so that a person can read it: rows and keys that came, changed or went.
package struct PackDifference: Sendable, Equatable {
    package struct Part: Sendable, Equatable {
        package let file: String
        /// Shape: each begins with + for what came, - for what went, or the name of what changed.
        package let lines: [String]
    }

    package let parts: [Part]

    package init(from before: PackFolder, to after: PackFolder) {
        let changed = Set(before.files.keys).union(after.files.keys).sorted().filter { before.files[$0] != after.files[$0] }
        parts = changed.map { Part(file: $0, lines: PackDifference.lines($0, before, after)) }
    }

    package var files: [String] { parts.map(\.file) }
    package var text: String {
        parts.map { part in ([part.file] + part.lines.map { "    \($0)" }).joined(separator: "\n") }.joined(separator: "\n")
    }

    private static func lines(_ file: String, _ before: PackFolder, _ after: PackFolder) -> [String] {
        guard before.has(file) else { return ["+ a new file"] }
        guard after.has(file) else { return ["- the file is gone"] }
        let old = file.hasSuffix(".csv") ? rows(file, before) : keys(file, before)
        let new = file.hasSuffix(".csv") ? rows(file, after) : keys(file, after)
        guard let old, let new, old != new else { return ["changed: \(after.files[file]?.count ?? 0) bytes"] }
        return Set(old.keys).union(new.keys).sorted().compactMap { key in
            switch (old[key], new[key]) {
            case (nil, let value?): "+ \(key): \(shortened(value))"
            case (let value?, nil): "- \(key): \(shortened(value))"
            case (let was?, let now?) where was != now: "\(key): \(shortened(was)) -> \(shortened(now))"
            default: nil
            }
        }
    }

    /// Each row under its code, or what else stands first. Nil when it is no table.
    private static func rows(_ file: String, _ folder: PackFolder) -> [String: String]? {
        guard let table = try? Table(folder.files[file] ?? Data(), file) else { return nil }
        return named(
            table.lines.map { line in
                let cells = line.cells.mapValues(\.word).sorted { $0.key < $1.key }
                let name = line.cells["code"]?.word ?? line.cells["date"]?.word ?? cells.first?.value ?? ""
                return (name, cells.map { "\($0.key) \"\($0.value)\"" }.joined(separator: ", "))
            })
    }

    /// Each value under the path of its keys. Nil when it is no YAML.
    private static func keys(_ file: String, _ folder: PackFolder) -> [String: String]? {
        guard file.hasSuffix(".yml"), let yaml = try? Yaml.read(folder.files[file] ?? Data(), file) else { return nil }
        var all: [(String, String)] = []
        collect(yaml, at: "", into: &all)
        return named(all)
    }

    private static func collect(_ yaml: Yaml, at path: String, into all: inout [(String, String)]) {
        if let text = yaml.text { return all.append((path, text)) }
        let texts = yaml.list.compactMap(\.text)
        if !yaml.list.isEmpty, texts.count == yaml.list.count { return all.append((path, texts.joined(separator: ", "))) }
        for (index, entry) in yaml.list.enumerated() {
            let name = ["id", "code", "name"].lazy.compactMap { entry[$0]?.text }.first ?? String(index + 1)
            collect(entry, at: "\(path)[\(name)]", into: &all)
        }
        for (key, value) in yaml.pairs {
            collect(value, at: path.isEmpty ? key.text ?? "" : "\(path).\(key.text ?? "")", into: &all)
        }
    }

    /// Of two with the same name the second has its number.
    private static func named(_ all: [(String, String)]) -> [String: String] {
        all.reduce(into: [:]) { named, each in
            var name = each.0
            for number in 2...max(2, all.count + 1) where named[name] != nil { name = "\(each.0) (\(number))" }
            named[name] = each.1
        }
    }

    private static func shortened(_ text: String) -> String {
        let line = text.replacing("\n", with: " ")
        return line.count <= 120 ? "\"\(line)\"" : "\"\(line.prefix(119))…\""
    }
}
