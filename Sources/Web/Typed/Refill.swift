import Foundation
import Store

/// Puts what was typed back into its form on a page of ours. What finds no place there is told apart, so that nothing is lost.
///
/// Shape: it reads the markup that this program writes, in which text and attributes are escaped and attributes stand in double
/// quotes; so a tag ends at the next `>`.
struct Refill {
    private let typed: Typed
    /// Values that wait for their input, by its name, in order.
    private var waiting: [String: [String]]
    private(set) var isFound = false

    /// Hidden inputs that belong to what was typed. The others are the page's.
    private static let carried: Set<String> = ["entry", "base", "draft", "draft-seen", "seed"]

    init(_ typed: Typed) {
        self.typed = typed
        waiting = typed.values
    }

    /// What found no place.
    var left: [String] { Typed(form: typed.form, values: waiting).words }

    /// The page with its form filled in; the page itself when the form is not there.
    mutating func fill(_ page: String) -> String {
        let forms = Refill.forms(in: page, to: typed.form)
        guard let best = forms.max(by: { score(page[$0]) < score(page[$1]) }) else { return page }
        isFound = true
        let filled = fill(form: page[best])
        return Refill.opened(String(page[..<best.lowerBound])) + filled + page[best.upperBound...]
    }

    /// From `<form` to before `</form>`, of each that is sent there.
    private static func forms(in page: String, to address: String) -> [Range<String.Index>] {
        var found: [Range<String.Index>] = []
        var rest = page.startIndex..<page.endIndex
        while let start = page.range(of: "<form ", range: rest),
            let end = page.range(of: "</form>", range: start.upperBound..<page.endIndex)
        {
            let tag = Tag(page[start.lowerBound...].prefix { $0 != ">" })
            if tag["action"].map({ $0.prefix { $0 != "?" } == address }) == true { found.append(start.lowerBound..<end.lowerBound) }
            rest = end.upperBound..<page.endIndex
        }
        return found
    }

    /// How much of what was typed a form has inputs for; of two alike, the one with the same hidden values.
    private func score(_ form: Substring) -> Int {
        Refill.tags(in: form).reduce(0) { score, tag in
            guard let name = tag["name"], let values = typed.values[name] else { return score }
            let isPage = tag["type"] == "hidden" && !Typed.own.contains(name)
            return score + (isPage ? (values.contains(tag["value"] ?? "") ? 3 : -3) : 1)
        }
    }

    private static func tags(in form: Substring) -> [Tag] { form.split(separator: "<").map { Tag($0.prefix { $0 != ">" }) } }

    private mutating func fill(form: Substring) -> String {
        var result = ""
        var rest = form
        var select: String?
        while let open = rest.firstIndex(of: "<") {
            result += rest[..<open]
            let close = rest[open...].firstIndex(of: ">") ?? rest.index(before: rest.endIndex)
            let text = rest[open...close]
            var tag = Tag(text.dropFirst().dropLast())
            rest = rest[rest.index(after: close)...]
            switch tag.name {
            case "form":
                result += text
                if let draft = typed.draft { result += "<input type=\"hidden\" name=\"typed\" value=\"\(draft.id)\">" }
                continue
            case "input": fill(input: &tag)
            case "button": if let name = tag["name"] { waiting[name] = nil }
            case "details": tag["open"] = ""
            case "select": select = tag["name"].flatMap { typed.values[$0] == nil ? nil : $0 }
            case "/select": select = nil
            case "option": if let name = select { fill(option: &tag, of: name) }
            case "textarea":
                result += text
                if let name = tag["name"], typed.values[name] != nil {
                    rest = rest[(rest.range(of: "</textarea>")?.lowerBound ?? rest.endIndex)...]
                    let text = take(name) ?? ""
                    // The first line break after the tag is none of the text.
                    result += (text.hasPrefix("\n") ? "\n" : "") + HTML.escaped(text)
                }
                continue
            default:
                result += text
                continue
            }
            result += tag.isChanged ? tag.text : String(text)
        }
        return result + rest
    }

    private mutating func fill(input tag: inout Tag) {
        guard let name = tag["name"] else { return }
        switch tag["type"] ?? "text" {
        case "hidden":
            if Refill.carried.contains(name), let value = typed.values[name]?.first { tag["value"] = HTML.escaped(value) }
            waiting[name] = nil
        case "radio", "checkbox":
            let isChosen = typed.values[name]?.contains { HTML.escaped($0) == tag["value"] } == true
            tag["checked"] = isChosen ? "" : nil
            if isChosen { waiting[name]?.removeAll { HTML.escaped($0) == tag["value"] } }
        case "file", "password", "submit", "button": break
        default: if typed.values[name] != nil { tag["value"] = HTML.escaped(take(name) ?? "") }
        }
    }

    /// What is no choice any more stays among what found no place.
    private mutating func fill(option tag: inout Tag, of name: String) {
        let isChosen = waiting[name]?.first.map { HTML.escaped($0) == tag["value"] } ?? false
        tag["selected"] = isChosen ? "" : nil
        if isChosen { _ = take(name) }
    }

    private mutating func take(_ name: String) -> String? {
        guard let first = waiting[name]?.first else { return nil }
        waiting[name]?.removeFirst()
        return first
    }

    /// What stands before the form, with the folded part open that the form is in.
    private static func opened(_ before: String) -> String {
        guard let fold = before.range(of: "<details>", options: .backwards),
            before.range(of: "</details>", range: fold.upperBound..<before.endIndex) == nil
        else { return before }
        return before.replacingCharacters(in: fold, with: "<details open>")
    }
}

/// A tag of our own markup, its attributes as they are written.
private struct Tag {
    let name: String
    private var attributes: [(name: String, value: String)] = []
    private(set) var isChanged = false

    init(_ inside: Substring) {
        var rest = inside.drop { $0 == "<" }
        name = String(rest.prefix { $0 != " " })
        rest = rest.dropFirst(name.count).drop { $0 == " " }
        while !rest.isEmpty {
            let key = rest.prefix { $0 != "=" && $0 != " " }
            rest = rest.dropFirst(key.count)
            var value = ""
            if rest.hasPrefix("=\"") {
                value = String(rest.dropFirst(2).prefix { $0 != "\"" })
                rest = rest.dropFirst(value.count + 3)
            } else if rest.hasPrefix("=") {
                rest = rest.dropFirst()
            }
            attributes.append((String(key), value))
            rest = rest.drop { $0 == " " || $0 == "\n" }
        }
    }

    /// An empty value stands for an attribute without one.
    subscript(name: String) -> String? {
        get { attributes.first { $0.name == name }?.value }
        set {
            guard self[name] != newValue else { return }
            isChanged = true
            guard let newValue else { return attributes.removeAll { $0.name == name } }
            if let at = attributes.firstIndex(where: { $0.name == name }) {
                attributes[at].value = newValue
            } else {
                attributes.append((name, newValue))
            }
        }
    }

    var text: String {
        let written = attributes.map {
            $0.value.isEmpty && Tag.bare.contains($0.name) ? " \($0.name)" : " \($0.name)=\"\($0.value)\""
        }
        return "<\(name)\(written.joined())>"
    }

    private static let bare: Set<String> = [
        "checked", "selected", "open", "required", "hidden", "disabled", "novalidate", "download",
    ]
}
