import Foundation
import Matching
package import Register

/// When two entries on a list of people are about one person.
extension Participant.Person {
    func isSame(as other: Participant.Person) -> Bool {
        if let account, account == other.account { return true }
        return agency == other.agency && plainName == other.plainName
    }

    /// What is new in what somebody says of themselves at the door.
    func completed(by said: Participant.Person) -> Participant.Person {
        var person = self
        person.post = said.post ?? post
        person.group = said.group ?? group
        person.sex = said.sex ?? sex
        person.email = said.email ?? email
        person.account = said.account ?? account
        person.wasTrained = said.wasTrained ?? wasTrained
        return person
    }

    /// The letters of the name without accents, and its digits, which tell apart "Officer 12" and "Officer 13".
    private var plainName: String {
        Letters.words(in: name).map { Letters.text($0) }.joined(separator: " ") + name.filter(\.isNumber)
    }

    /// The same for the same person in several workshops: their account, else a mark of name, agency and address.
    var key: String {
        if let account { return account.description }
        return Store.hash("\(plainName)/\(agency)/\(email?.text.lowercased() ?? "")")
    }
}

extension Workshop {
    /// Somebody on the list, also one who was taken off it when nobody else is the same.
    func same(as person: Participant.Person) -> Participant? {
        active.first { $0.person.isSame(as: person) } ?? participants.first { $0.person.isSame(as: person) }
    }

    /// Whether somebody holds their address, or was there: nobody else may come by their name, also when they were marked absent since.
    func hasArrived(_ participant: Participant) -> Bool {
        participant.cameAtAll || !participant.papers.isEmpty || arrivals.values.contains(participant.id)
    }

    /// Those who are not on the list yet, and those who are or stand among these already.
    package func sorted(_ entrants: [Participant.Entrant]) -> (new: [Participant.Entrant], known: [Participant.Entrant]) {
        let listed = active
        return entrants.reduce(into: ([], [])) { sorted, entrant in
            let isKnown =
                listed.contains { $0.person.isSame(as: entrant.person) }
                || sorted.new.contains { $0.person.isSame(as: entrant.person) }
            if isKnown { sorted.known.append(entrant) } else { sorted.new.append(entrant) }
        }
    }
}
