package import Register

/// What is known of one person, as the worker wrote it: the material of a comparison.
///
/// Shape: texts as they stand on paper, several words in one allowed; what is not known is empty or nil, and counts for nothing.
package struct KnownPerson: Sendable, Equatable {
    package var given: String
    package var family: String
    /// Other names: nicknames, names before marriage, names used at work.
    package var aliases: [String]
    package var birth: Day?
    package var sex: String?
    package var citizenships: [String]
    package var phones: [String]
    /// Numbers of passports, identity cards, birth certificates.
    package var documents: [String]
    package var place: String?

    package init(
        given: String = "", family: String = "", aliases: [String] = [], birth: Day? = nil, sex: String? = nil,
        citizenships: [String] = [], phones: [String] = [], documents: [String] = [], place: String? = nil
    ) {
        self.given = given
        self.family = family
        self.aliases = aliases
        self.birth = birth
        self.sex = sex
        self.citizenships = citizenships
        self.phones = phones
        self.documents = documents
        self.place = place
    }
}
