/// How somebody on the list stands to the places of a workshop.
package enum Standing: String, Sendable, CaseIterable {
    /// Came and has a place; has one; waits for one; came although all were taken.
    case came, placed, waiting, over
}

extension Workshop {
    /// In the order of the list, as many people have a place as there are. Whoever comes later takes nobody's.
    package var standings: [EntryID: Standing] {
        if let toldStandings { return toldStandings }
        let capacity = plan?.capacity ?? 0
        return active.enumerated().reduce(into: [:]) { standings, each in
            let hasPlace = each.offset < capacity
            standings[each.element.id] = each.element.cameAtAll ? (hasPlace ? .came : .over) : hasPlace ? .placed : .waiting
        }
    }

    /// Those who wait for a place, in their order.
    package var waiting: [Participant] { standing(.waiting) }

    package func standing(_ standing: Standing) -> [Participant] {
        let standings = standings
        return active.filter { standings[$0.id] == standing }
    }

    /// The workshop as somebody knows it who nominates for one agency: its people and how they stand, no results, no keys.
    package func shown(to agency: AgencyCode) -> Workshop {
        var shown = self
        let own = participants.filter { $0.person.agency == agency }
        shown.toldStandings = standings.filter { id, _ in own.contains { $0.id == id } }
        shown.keys = Keys(code: "", secret: "")
        shown.issued = []
        shown.arrivals = [:]
        shown.participants = own.map { each in
            var each = each
            (each.papers, each.rating, each.followUps, each.marks) = ([:], nil, [], [:])
            return each
        }
        return shown
    }
}
