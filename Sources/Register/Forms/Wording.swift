/// A text of the pack: the id under which each language says it, and what it says in English.
///
/// Shape: the id is the place where the text stands in the pack, such as `lists/goal_state/met`. It is empty for what is said in
/// the reader's language already, or in no other.
package struct Wording: Sendable, Hashable, Codable, ExpressibleByStringLiteral {
    package let id: String
    package let english: String

    package init(id: String, english: String) { (self.id, self.english) = (id, english) }

    /// What needs no translation.
    package init(said text: String) { self.init(id: "", english: text) }
    package init(stringLiteral text: String) { self.init(said: text) }

    package var isEmpty: Bool { english.isEmpty }
}

extension DefaultStringInterpolation {
    @available(*, unavailable, message: "say it in a language first, or take its English")
    package mutating func appendInterpolation(_ text: Wording) {}
}
