import Foundation
package import Register

/// A line of the directory: what a worker must know to choose. It holds no address.
package struct ProviderLine: Sendable, Equatable {
    package let id: ChronicleID
    package let name: String
    package let agency: AgencyCode
    package let services: [ServiceCode]
    package let districts: [String]
    package let languages: [String]
    package let capacity: String?
    package let hours: String?
    package let audience: String?
    package let checked: Day?
}

/// The directory of providers: every member of staff reads it, some keep it.
extension Store {
    /// Which providers are asked for. Nil stands for all.
    package struct Wanted: Sendable {
        package var service: ServiceCode?
        package var language: String?
        package var district: String?
        package var status = Provider.Status.listed
        package init(service: ServiceCode? = nil) { self.service = service }
    }

    package func providers(_ wanted: Wanted = Wanted(), as actor: Actor) throws -> [ProviderLine] {
        guard policy.roles[actor.role] != nil else { return [] }
        return try live.view.providers(wanted)
    }

    /// One provider without an address that is secret. Errors: `StoreFault.notFound`.
    package func provider(_ id: ChronicleID, as actor: Actor) throws -> SeenProvider {
        guard policy.roles[actor.role] != nil, let seen = try seen(id, by: .staff) else { throw StoreFault.notFound }
        return seen
    }

    /// Every provider that is listed, by name, for a file that leaves the house.
    package func directory() throws -> [SeenProvider] {
        try live.view.providers(Wanted()).compactMap { try seen($0.id, by: .partner) }
    }

    private func seen(_ id: ChronicleID, by reader: SeenProvider.Reader) throws -> SeenProvider? {
        SeenProvider(try provider(id).chronicle, id, to: reader, by: policy.practice.directory)
    }

    /// Puts a provider into the directory. Sent again with the same id it is the same provider.
    package func list(
        _ listing: Provider.Listing, _ answers: Answers, id: EntryID, as actor: Actor, at now: Moment, today: Day
    ) async throws -> ChronicleID {
        let chronicle = identities.chronicle(.provider, openedBy: id)
        return try await untilRecorded {
            let action = Provider.Action.listed(listing, answers: answers)
            if try before(id, action, of: Provider.self, in: chronicle) != nil { return chronicle }
            return try await append(action, id, Known(), chronicle, actor, now, today).done.map { chronicle }
        }
    }

    /// Errors: `Refusal`, `StoreFault.notFound`.
    package func record(
        _ action: Provider.Action, id: EntryID, to chronicle: ChronicleID, as actor: Actor, at now: Moment, today: Day
    ) async throws {
        try await untilRecorded { () -> Void? in
            let known = try provider(chronicle)
            if try before(id, action, of: Provider.self, in: chronicle) != nil { return () }
            return try await append(action, id, known, chronicle, actor, now, today).done
        }
    }

    private func provider(_ id: ChronicleID) throws -> Known<Provider> {
        guard try live.view.isProvider(id) else { throw StoreFault.notFound }
        return try load(id)
    }

    /// Whatever was sent, a secret address is taken out before anything is sealed.
    private func append(
        _ action: Provider.Action, _ id: EntryID, _ known: Known<Provider>, _ chronicle: ChronicleID, _ actor: Actor, _ now: Moment,
        _ today: Day
    ) async throws -> Recorded {
        try known.chronicle.accept(action, duties: duties(of: actor), on: today)
        var next = known
        return try await append(try propose(action.open(by: policy.practice.directory), id, to: &next, chronicle, actor, now))
    }
}

/// What anybody may find in the directory, without an account.
extension Store {
    /// Providers that may be named to anybody, by name. One with a secret address is not among them, since its name may lead there.
    package func openProviders(_ wanted: Wanted) throws -> [SeenProvider] {
        try live.view.providers(wanted).compactMap { try seen($0.id, by: .anybody) }
    }
}
