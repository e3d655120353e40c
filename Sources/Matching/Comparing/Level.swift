/// How well two people agree in one aspect. Nothing is said, and nothing counted, where either side is unknown.
///
/// Shape: the case's name is the key of its sentence in every language.
package enum Level: UInt8, CaseIterable, Sendable, Hashable {
    case givenSame, givenEquivalent, givenAlike, givenResembling, givenElsewhere, givenAlikeElsewhere, givenDifferent
    case familySame, familyEquivalent, familyAlike, familyResembling, familyElsewhere, familyAlikeElsewhere, familyDifferent
    case otherNameShared, otherNamesDifferent
    case birthSame, birthSlip, birthYearSame, birthPartly, birthOtherDay, birthYearNear, birthNear, birthYearWithinFive
    case birthWithinTen, birthFar
    case sexSame, sexDifferent
    case citizenshipShared, citizenshipDifferent
    case placeSame, placeAlike, placeDifferent
    case phoneSame, phoneAlike, phoneDifferent
    case documentSame, documentAlike, documentDifferent

    package var key: String { String(describing: self) }

    package var aspect: Aspect {
        switch self {
        case .givenSame, .givenEquivalent, .givenAlike, .givenResembling, .givenElsewhere, .givenAlikeElsewhere, .givenDifferent:
            .given
        case .familySame, .familyEquivalent, .familyAlike, .familyResembling, .familyElsewhere, .familyAlikeElsewhere,
            .familyDifferent:
            .family
        case .otherNameShared, .otherNamesDifferent: .otherNames
        case .birthSame, .birthSlip, .birthYearSame, .birthPartly, .birthOtherDay, .birthYearNear, .birthNear, .birthYearWithinFive,
            .birthWithinTen, .birthFar:
            .birth
        case .sexSame, .sexDifferent: .sex
        case .citizenshipShared, .citizenshipDifferent: .citizenship
        case .placeSame, .placeAlike, .placeDifferent: .place
        case .phoneSame, .phoneAlike, .phoneDifferent: .phone
        case .documentSame, .documentAlike, .documentDifferent: .document
        }
    }

    package static func levels(of aspect: Aspect) -> [Level] { allCases.filter { $0.aspect == aspect } }
}
