import Fuzzing
import Web

/// What the pages themselves told: addresses that exist, and forms with the names of their fields.
struct Learned {
    struct Form {
        let path: String
        /// Shape: a name, and what it may hold; nothing where it is free text.
        var fields: [(name: String, values: [String])] = []
    }

    /// By the number of the route.
    private var paths: [Int: [String]] = [:]
    private var forms: [Int: [Form]] = [:]
    private var queries: [Int: [String]] = [:]
    /// What has stood for `{case}` below `/cases`.
    private var values: [String: [String]] = [:]
    /// Who was let in, by the number of the route.
    private var welcome: [Int: [Int]] = [:]
    private static let most = 48

    /// The routes by how many parts their addresses have.
    private static let routes: [Int: [(index: Int, parts: [Substring])]] = Dictionary(
        grouping: Walk.addresses.enumerated().map { (index: $0.offset, parts: $0.element.path.split(separator: "/")) },
        by: { $0.parts.count })

    /// Takes in what a page says.
    mutating func read(_ page: [UInt8]) {
        var form: Form?
        var select: String?
        for tag in Tag.all(in: page) {
            switch tag.name {
            case "a": if let link = tag["href"] { visit(link) }
            case "form": form = tag["method"]?.lowercased() == "post" ? tag["action"].map { Form(path: $0) } : nil
            case "/form":
                if let form { keep(form) }
                form = nil
            case "input", "textarea", "button", "select":
                select = tag.name == "select" ? tag["name"] : nil
                if let name = tag["name"] { Learned.add(name, tag["value"], to: &form) }
            case "option": if let select, let value = tag["value"] { Learned.add(select, value, to: &form) }
            default: break
            }
        }
    }

    private static func add(_ name: String, _ value: String?, to form: inout Form?) {
        let index = form?.fields.firstIndex { $0.name == name }
        if let index {
            form?.fields[index].values += value.map { [$0] } ?? []
        } else {
            form?.fields.append((name, value.map { [$0] } ?? []))
        }
    }

    private mutating func visit(_ link: String) {
        guard link.hasPrefix("/") else { return }
        let parts = link.split(separator: "#")[safe: 0]?.split(separator: "?", maxSplits: 1) ?? []
        guard let path = parts.first else { return }
        for index in match(path) {
            Learned.keep(String(path), in: &paths[index, default: []])
            if parts.count > 1 { Learned.keep(String(parts[1]), in: &queries[index, default: []]) }
        }
    }

    private mutating func keep(_ form: Form) {
        guard form.path.hasPrefix("/") else { return }
        let path = form.path.split(separator: "?").first.map(String.init) ?? form.path
        for index in match(path[...]) where Walk.addresses[index].isPost {
            Learned.keep(path, in: &paths[index, default: []])
            if forms[index, default: []].count >= 12 { forms[index]?.removeFirst() }
            forms[index, default: []].append(form)
        }
    }

    /// The routes that an address may be of. What stands for its parts is kept.
    private mutating func match(_ path: Substring) -> [Int] {
        let parts = path.split(separator: "/")
        let found = (Learned.routes[parts.count] ?? []).filter { route in
            zip(route.parts, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        for route in found {
            for (name, part) in zip(route.parts, parts) where name.hasPrefix("{") {
                Learned.keep(String(part), in: &values["\(route.parts[0])/\(name)", default: []])
            }
        }
        return found.map(\.index)
    }

    private static func keep(_ text: String, in list: inout [String]) {
        guard !list.contains(text) else { return }
        if list.count >= most { list.removeFirst() }
        list.append(text)
    }

    /// Somebody was shown a page of a route, or their form was taken.
    mutating func welcomed(_ asker: Int, at route: Int) {
        if welcome[route]?.contains(asker) != true { welcome[route, default: []].append(asker) }
    }

    // MARK: Asking

    func asker(_ route: Int, _ dice: inout Dice) -> Int? { dice.one(of: welcome[route] ?? []) }

    func form(_ route: Int, _ dice: inout Dice) -> Form? { dice.one(of: forms[route] ?? []) }
    func query(_ route: Int, _ dice: inout Dice) -> String? { dice.one(of: queries[route] ?? []) }

    /// An address of a route: one that was seen, or one of parts that were seen elsewhere.
    func path(_ route: Int, _ dice: inout Dice) -> String {
        if let known = paths[route], dice.below(4) > 0, let path = dice.one(of: known) { return path }
        return filling(Walk.addresses[route].path, &dice)
    }

    /// The address with what stood in the place of each `{name}`.
    func filling(_ address: String, _ dice: inout Dice) -> String {
        let parts = address.split(separator: "/")
        return "/"
            + parts.map { part in
                guard part.hasPrefix("{") else { return String(part) }
                return dice.one(of: values["\(parts[0])/\(part)"] ?? []) ?? "x"
            }.joined(separator: "/")
    }

    /// The route that an address is of.
    static func route(of path: String, isPost: Bool) -> Int? {
        let parts = path.split(separator: "/")
        return routes[parts.count]?.first { route in
            Walk.addresses[route.index].isPost == isPost
                && zip(route.parts, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }?.index
    }
}

extension Collection {
    fileprivate subscript(safe index: Index) -> Element? { indices.contains(index) ? self[index] : nil }
}
