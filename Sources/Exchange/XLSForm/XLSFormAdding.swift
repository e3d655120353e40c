package import Foundation
import Pack
import Register
import Yams

/// A survey into a pack folder, whole or not at all.
extension XLSForm {
    package struct Added {
        /// Files of the pack that were written, and what the languages of the pack still lack.
        package let files: [String]
        package let untranslated: Int
    }

    /// Adds the forms as `forms/ID.yml`, their lists to `lists.yml` and their translations to `words/`.
    ///
    /// Errors: `Problems` when a form of that name is there and is not to be replaced; `PackProblems` with the faults that the
    /// pack would have afterwards. Nothing is changed then.
    package func add(to pack: URL, replacing: Bool = false) throws -> Added {
        let before = try Country(at: pack)
        let taken = forms.map(\.id).filter { before.forms[FormID($0)] != nil }
        guard replacing || taken.isEmpty else {
            throw Problems(
                faults: taken.map { "the pack has a form \"\($0)\"; choose another name with --form, or replace it with --replace" }
            )
        }
        let copy = FileManager.default.temporaryDirectory.appending(path: "anse-pack-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: pack, to: copy)
        defer { try? FileManager.default.removeItem(at: copy) }
        let changed = try write(into: PackFolder(at: copy), languages: before.languages)
        let after = try Country(at: copy)
        for file in changed {
            try Data(contentsOf: copy.appending(path: file)).write(to: pack.appending(path: file), options: .atomic)
        }
        return Added(files: changed, untranslated: after.untranslated.count - before.untranslated.count)
    }

    private func write(into pack: PackFolder, languages: [String]) throws -> [String] {
        var changed: [String] = []
        let (names, new) = try place(lists, in: pack)
        var paths = names.reduce(into: [Owner: String]()) { $0[.list($1.key)] = "lists/\($1.value)" }
        for form in forms {
            let file = try pack.file(ofForm: form.id)
            paths[.form(form.id)] = String(file.dropLast(".yml".count))
            let node = try pack.keepingLayouts(of: file, in: renaming(form.node, names))
            try pack.write(file, try serialize(node: node, width: -1, allowUnicode: true))
            changed.append(file)
        }
        if !new.isEmpty {
            try pack.append("lists.yml", .map(new.map { ($0.name, Node($0.choices)) }))
            changed.append("lists.yml")
        }
        for language in languages where language != "en" {
            let file = "words/\(language).yml"
            let known = try pack.keys(of: file)
            let fresh = (words[language] ?? []).compactMap { text in paths[text.owner].map { ($0 + text.place, text.translation) } }
                .filter { !known.contains($0.0) }
            guard !fresh.isEmpty else { continue }
            try pack.append(file, Node(fresh.map { (Node.say($0), Node.say($1)) }))
            changed.append(file)
        }
        return changed
    }

    /// A list that the pack has already is used; one that differs gets a name that is free.
    private func place(_ lists: [List], in pack: PackFolder) throws -> (names: [String: String], new: [List]) {
        let known = try pack.lists()
        var names: [String: String] = [:]
        var new: [List] = []
        for list in lists {
            let own = list.choices.map(PackFolder.plain)
            let tries = [list.name] + (2...99).map { "\(list.name)-\($0)" }
            guard let name = tries.first(where: { known[$0] == nil || known[$0] == own }) else {
                throw Problems(faults: ["there are too many lists called \"\(list.name)\""])
            }
            names[list.name] = name
            if known[name] == nil { new.append(List(name: name, choices: list.choices)) }
        }
        return (names, new)
    }

    private func renaming(_ node: Node, _ names: [String: String]) -> Node {
        if let mapping = node.mapping {
            return Node(
                mapping.map { key, value in
                    let name = key.string == "list" ? value.string.flatMap { names[$0] } : nil
                    return (key, name.map(Node.word) ?? renaming(value, names))
                })
        }
        return node.sequence.map { Node($0.map { renaming($0, names) }) } ?? node
    }
}

/// The files of a pack as text to be added to, so that comments and order stay.
private struct PackFolder {
    let folder: URL

    init(at folder: URL) { self.folder = folder }

    private func text(_ file: String) throws -> String {
        let url = folder.appending(path: file)
        return FileManager.default.fileExists(atPath: url.path) ? try String(contentsOf: url, encoding: .utf8) : ""
    }

    func write(_ file: String, _ text: String) throws {
        let url = folder.appending(path: file)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func append(_ file: String, _ node: Node) throws {
        let old = try text(file)
        try write(
            file, old + (old.isEmpty || old.hasSuffix("\n") ? "" : "\n") + serialize(node: node, width: -1, allowUnicode: true))
    }

    func keys(of file: String) throws -> Set<String> {
        Set(try compose(yaml: text(file))?.mapping?.keys.compactMap(\.string) ?? [])
    }

    /// The file that holds a form, else the one it will have.
    func file(ofForm id: String) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "forms").path).sorted()
        let holding = try names.first { try $0.hasSuffix(".yml") && compose(yaml: text("forms/\($0)"))?["id"]?.string == id }
        return "forms/\(holding ?? id + ".yml")"
    }

    /// A survey has no word for the layouts of published files, so a form that is replaced keeps those it had.
    func keepingLayouts(of file: String, in node: Node) throws -> Node {
        guard let layouts = try compose(yaml: text(file))?["layouts"] else { return node }
        return Node((node.mapping?.map { ($0.key, $0.value) } ?? []) + [(Node("layouts"), layouts)])
    }

    func lists() throws -> [String: [[String: String]]] {
        var lists: [String: [[String: String]]] = [:]
        for (key, value) in try compose(yaml: text("lists.yml"))?.mapping ?? [:] {
            lists[key.string ?? ""] = value.sequence?.map(PackFolder.plain) ?? []
        }
        return lists
    }

    /// A choice as text, so that two can be compared however they were written.
    static func plain(_ choice: Node) -> [String: String] {
        Dictionary(choice.mapping?.map { ($0.key.string ?? "", $0.value.string ?? "") } ?? []) { first, _ in first }
    }
}
