import Register

/// What tells in the index that somebody came before, without saying who it is.
extension Participant.Person {
    /// The same for the same address.
    var mailMark: String? { email.map { Store.hash("mail/\($0.text.lowercased())") } }
    /// The same for the same name in the same agency.
    var nameMark: String { Participant.Person(name: name, agency: agency).key }
}
