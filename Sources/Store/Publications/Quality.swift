package import Register

/// What should be looked at before figures are made of a year.
package enum QualityGap: Sendable, Hashable {
    /// People whose answer to a question of the tables is not known.
    case unknown(attribute: String)
    /// Reports that nobody looked at in time.
    case reports
    /// Cases that may be about a person known elsewhere, told and not settled.
    case matches
    /// People not screened in time, or due to be asked again.
    case screenings
    case decisions

    /// As an address names it.
    package var name: String {
        switch self {
        case .unknown(let attribute): "unknown-\(attribute)"
        case .reports: "reports"
        case .matches: "matches"
        case .screenings: "screenings"
        case .decisions: "decisions"
        }
    }

    package init?(_ name: String) {
        switch name {
        case "reports": self = .reports
        case "matches": self = .matches
        case "screenings": self = .screenings
        case "decisions": self = .decisions
        default:
            guard name.hasPrefix("unknown-") else { return nil }
            self = .unknown(attribute: String(name.dropFirst("unknown-".count)))
        }
    }
}

package struct QualityLine: Sendable, Equatable {
    package let gap: QualityGap
    package let count: Int
}

/// Where a gap can be closed: what this worker may read by number, and how many there are in each agency.
package struct QualityFixes: Sendable, Equatable {
    package struct Fix: Sendable, Equatable {
        package let number: String
        package let agency: AgencyCode
    }

    package internal(set) var fixes: [Fix] = []
    package internal(set) var agencies: [(code: AgencyCode, count: Int)] = []
    /// Where in a case it is done, when that is a page of its own.
    package internal(set) var act: String?

    package static func == (a: Self, b: Self) -> Bool {
        a.fixes == b.fixes && a.act == b.act && a.agencies.map(\.code) == b.agencies.map(\.code)
            && a.agencies.map(\.count) == b.agencies.map(\.count)
    }
}

/// The list of gaps, on the newest snapshot; and what of them is still open now.
extension Store {
    /// Units: numbers of a fix list. Whoever has closed these sees the next.
    package static let mostFixes = 200

    /// Errors: `StoreFault.notFound` for whoever may not publish; `Refusal` before the first snapshot.
    package func quality(_ year: Int, as actor: Actor, at now: Moment) throws -> [QualityLine] {
        let (chronicle, known) = try publication(year, actor)
        guard let chronicle, let snapshot = known.chronicle.snapshot else { throw Refusal("notFrozen") }
        var facts = try frozen(snapshot, chronicle)
        let terms = facts.header.terms
        let asked = Set(
            terms.tables.filter { $0.isPublished && terms.population($0.population)?.unit == .person }.flatMap(\.splits))
        let population = terms.publication?.population ?? ""
        let unknown = terms.attributes.filter { asked.contains($0.id) }.map { attribute in
            QualityLine(
                gap: .unknown(attribute: attribute.id), count: facts.count(population, by: [attribute.id])?.cells.first ?? 0)
        }
        let others = try [QualityGap.reports, .matches, .screenings, .decisions].map { gap in
            QualityLine(gap: gap, count: try places(of: gap, year, actor, now).count)
        }
        return unknown + others
    }

    /// What of a gap is open now. What was closed since the snapshot is gone from it; a new snapshot takes that in.
    package func fixes(_ gap: QualityGap, _ year: Int, as actor: Actor, at now: Moment) throws -> QualityFixes {
        guard mayPublish(actor) else { throw StoreFault.notFound }
        let places = try places(of: gap, year, actor, now)
        var found = QualityFixes()
        for (code, count) in Dictionary(places.map { ($0.agency, 1) }, uniquingKeysWith: +).sorted(by: { $0.key < $1.key }) {
            found.agencies.append((code, count))
        }
        for place in places where found.fixes.count < Store.mostFixes {
            if try mayFix(place, gap, actor, now) {
                found.fixes.append(QualityFixes.Fix(number: place.number, agency: place.agency))
            }
        }
        switch gap {
        case .unknown, .reports: break
        case .matches: found.act = "known"
        case .screenings: found.act = "screenings"
        case .decisions: found.act = "decisions"
        }
        return found
    }

    private func mayFix(_ place: CaseView.GapPlace, _ gap: QualityGap, _ actor: Actor, _ now: Moment) throws -> Bool {
        if gap == .reports {
            do { _ = try concern(place.number, actor) } catch let error where StoreFault.isLost(error) { return false }
            return true
        }
        guard let role = policy.roles[actor.role], let file = try fileIfThere(place.chronicle)?.chronicle,
            let permit = Permit(actor, holding: role, for: file, at: now)
        else { return false }
        return permit.may.contains(.read)
    }

    private func places(of gap: QualityGap, _ year: Int, _ actor: Actor, _ now: Moment) throws -> [CaseView.GapPlace] {
        let days = FrozenFacts.days(of: year)
        let calendar = policy.practice.calendar
        let span = calendar.start(of: days.lowerBound).seconds..<calendar.end(of: days.upperBound).seconds + 1
        let hidden = try live.view.barredChronicles(actor)
        let practice = policy.practice
        func late(_ isOne: (Deadline) -> Bool, _ more: [String] = []) throws -> [CaseView.GapPlace] {
            try live.view.late(practice.deadlines.filter(isOne).map(\.id.rawValue) + more, opened: span, at: now)
        }
        let found =
            switch gap {
            case .unknown(let attribute): try live.view.places(of: try unknown(attribute, days))
            case .reports: try live.view.lateReports(reported: span, at: now)
            case .matches: try late { $0.after.contains("matched") }
            case .screenings: try late({ $0.until.contains { $0.hasPrefix("screened") } }, ["rescreening"])
            case .decisions: try late { $0.until.contains { $0.hasPrefix("decided.") } }
            }
        return found.filter { !hidden.contains($0.chronicle) }
    }

    private func unknown(_ attribute: String, _ days: ClosedRange<Day>) throws -> [ChronicleID] {
        let terms = policy.practice.statistics
        guard let publication = terms.publication, let population = terms.population(publication.population),
            let place = terms.attributes(of: .person).firstIndex(where: { $0.id == attribute })
        else { throw StoreFault.notFound }
        var query = CountQuery(population: population, splits: [])
        query.days = Int32(days.lowerBound.number)...Int32(days.upperBound.number)
        return try withFacts { facts in
            let member = facts.members(query)
            let own = facts.rows(of: .person)
            return member.indices.filter { member[$0] == 1 && own.codes[place][$0] == 0 }.map { own.chronicles[$0] }
        }
    }
}
