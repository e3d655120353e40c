import Foundation
import Testing

/// A form as it stands on a page, read the way a browser reads it.
struct PageForm {
    struct Input {
        let name: String
        let kind: String
        var value: String
        /// Of a radio button, a tick or an option.
        var isChosen = false
    }

    let address: String
    let isMultipart: Bool
    private(set) var inputs: [Input] = []
    /// What the choice of a language in this page sends the main form to, by language.
    private(set) var languages: [String: String] = [:]

    /// Every form of a page that is sent as a body, in order.
    static func all(in page: String) -> [PageForm] {
        var found: [PageForm] = []
        for match in page.matches(of: /(?s)<form ([^>]*)>(.*?)<\/form>/) {
            let tag = attributes(String(match.output.1))
            guard tag["method"] == "post" else { continue }
            var form = PageForm(address: tag["action"] ?? "", isMultipart: tag["enctype"] == "multipart/form-data")
            form.read(String(match.output.2))
            if tag["id"] == "main-form" { form.languages = Self.languages(in: page) }
            found.append(form)
        }
        return found
    }

    static func main(in page: String) -> PageForm? { all(in: page).first { !$0.languages.isEmpty } }

    /// What the page that confirms a draft names of it.
    static func draft(in page: String) -> [(String, String)] {
        let form = all(in: page).first { !$0["draft"].isEmpty }
        return ["draft", "draft-seen"].map { ($0, form?[$0] ?? "") }
    }

    private static func languages(in page: String) -> [String: String] {
        let buttons = page.matches(of: /<button form="main-form" formaction="([^"]*)"[^>]* lang="([a-z]+)"/)
        return Dictionary(
            buttons.map { (String($0.output.2), plain(String($0.output.1))) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func read(_ inside: String) {
        var select: String?
        for match in inside.matches(of: /(?s)<(input|select|\/select|option|textarea)\b([^>]*)>(?:([^<]*)<\/textarea>)?/) {
            let tag = PageForm.attributes(String(match.output.2))
            switch match.output.1 {
            case "input":
                let kind = tag["type"] ?? "text"
                let usual = kind == "checkbox" || kind == "radio" ? "on" : ""
                inputs.append(
                    Input(name: tag["name"] ?? "", kind: kind, value: tag["value"] ?? usual, isChosen: tag["checked"] != nil))
            case "select": select = tag["name"] ?? ""
            case "/select": select = nil
            case "option":
                if let select {
                    inputs.append(Input(name: select, kind: "option", value: tag["value"] ?? "", isChosen: tag["selected"] != nil))
                }
            default:
                inputs.append(Input(name: tag["name"] ?? "", kind: "textarea", value: PageForm.plain(String(match.output.3 ?? ""))))
            }
        }
        inputs.removeAll { $0.name.isEmpty }
    }

    private static func attributes(_ text: String) -> [String: String] {
        let all = text.matches(of: /([a-z-]+)(?:="([^"]*)")?/).map { (String($0.output.1), plain(String($0.output.2 ?? ""))) }
        return Dictionary(all, uniquingKeysWith: { first, _ in first })
    }

    private static func plain(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&amp;", with: "&")
    }

    /// What a browser would send of it as it stands.
    var sent: [(String, String)] {
        inputs.filter { !["radio", "checkbox", "option", "file", "submit"].contains($0.kind) || $0.isChosen }.map {
            ($0.name, $0.value)
        }
            + unchosen
    }

    /// A list without a choice sends its first option.
    private var unchosen: [(String, String)] {
        let lists = Dictionary(grouping: inputs.filter { $0.kind == "option" }) { $0.name }
        return lists.filter { !$0.value.contains(where: \.isChosen) }.map { ($0.key, $0.value[0].value) }
    }

    subscript(name: String) -> String { sent.first { $0.0 == name }?.1 ?? "" }

    /// Everything that a person could type or choose there, each with a word of its own. Hidden inputs stay.
    mutating func typeEverything(_ word: (Int) -> String) {
        var named: Set<String> = []
        for (at, input) in inputs.enumerated() {
            switch input.kind {
            case "hidden", "file", "submit", "password": continue
            case "radio", "option":
                // The last choice, so that it is seldom the usual one.
                let isLast = !inputs[(at + 1)...].contains { $0.name == input.name && $0.kind == input.kind }
                inputs[at].isChosen = isLast
            case "checkbox": inputs[at].isChosen = true
            default: inputs[at].value = word(at)
            }
            named.insert(input.name)
        }
    }

    /// What was typed or chosen, without the page's own inputs.
    var typed: [String: [String]] {
        let hidden = Set(inputs.filter { $0.kind == "hidden" }.map(\.name))
        return Dictionary(grouping: sent.filter { !hidden.contains($0.0) && !$0.1.isEmpty }) { $0.0 }.mapValues {
            $0.map(\.1).sorted()
        }
    }
}
