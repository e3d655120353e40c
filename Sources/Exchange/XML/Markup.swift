import Register

/// An element of a small part of XML and what stands in it.
final class Markup {
    let name: String
    private let attributes: [String: String]
    fileprivate(set) var children: [Markup] = []

    fileprivate init(_ name: String, _ attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    subscript(attribute: String) -> String { attributes[attribute] ?? "" }

    func first(_ name: String) -> Markup? {
        for child in children {
            if child.name == name { return child }
            if let found = child.first(name) { return found }
        }
        return nil
    }

    func all(_ name: String) -> [Markup] { children.flatMap { $0.name == name ? [$0] : $0.all(name) } }

    /// Puts the tree together. Its depth is the stream's, and more elements than this no small part has.
    final class Builder: XMLListener {
        static let mostElements = 200_000
        private var stack = [Markup("", [:])]

        var root: Markup { stack[0] }

        func begin(_ name: String, _ attributes: XMLAttributes) {
            let element = Markup(name, attributes.all)
            stack[stack.count - 1].children.append(element)
            stack.append(element)
        }

        func take(_ text: UnsafeRawBufferPointer) {}
        func end(_ name: String) { if stack.count > 1 { stack.removeLast() } }
    }
}
