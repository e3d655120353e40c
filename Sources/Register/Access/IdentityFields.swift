/// Which questions of a country say who somebody is, for "already known?".
package struct IdentityFields: Sendable, Equatable {
    package var given: [FieldID] = []
    package var family: [FieldID] = []
    package var aliases: [FieldID] = []
    package var birth: FieldID?
    package var sex: FieldID?
    package var citizenships: [FieldID] = []
    package var phones: [FieldID] = []
    package var documents: [FieldID] = []
    package var place: FieldID?

    package init() {}

    package var all: [FieldID] {
        given + family + aliases + citizenships + phones + documents + [birth, sex, place].compactMap(\.self)
    }
}
