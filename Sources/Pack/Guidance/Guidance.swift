package import Register

/// A short module that teaches what to see, what to do and how to do no harm, in one language.
package struct Guidance: Sendable, Equatable {
    package struct Part: Sendable, Equatable {
        package enum Kind: String, Sendable { case signs, `do`, harm }
        package let kind: Kind
        package let title: String
        package let text: [String]
        package let points: [String]
    }

    package struct Question: Sendable, Equatable {
        package let ask: String
        package let answers: [String]
        /// Shape: an index of `answers`.
        package let right: Int
        /// Said after answering.
        package let why: String
    }

    package let id: String
    package let title: String
    /// For whom it is, as it is shown.
    package let audience: String
    package let minutes: Int
    package let updated: Day
    /// Whether somebody whose language it is has read it.
    package let isReviewed: Bool
    package let why: String
    package let parts: [Part]
    package let questions: [Question]
    package let sources: [String]
}

/// The rights of a person, to print and hand over.
package struct RightsCard: Sendable, Equatable {
    package struct Point: Sendable, Equatable {
        package let title: String
        package let text: String
    }

    package let title: String
    package let isReviewed: Bool
    package let intro: String
    package let points: [Point]
    /// With the hole `{hotline}`.
    package let contact: String
    package let sources: [String]
}

/// All guidance of a country, by language.
package struct GuidanceShelf: Sendable {
    package internal(set) var modules: [String: [Guidance]] = [:]
    package internal(set) var cards: [String: RightsCard] = [:]

    /// In a language, or in English where it has none of its own.
    package func modules(in language: String) -> [(guidance: Guidance, language: String)] {
        (modules["en"] ?? []).map { english in
            modules[language]?.first { $0.id == english.id }.map { ($0, language) } ?? (english, "en")
        }
    }

    package func card(in language: String) -> (card: RightsCard, language: String)? {
        cards[language].map { ($0, language) } ?? cards["en"].map { ($0, "en") }
    }
}
