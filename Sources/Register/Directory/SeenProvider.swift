/// A provider of the directory as one reader may know it. Pages and files for others are given this and nothing else.
///
/// Shape: built by naming what is let through, as `SeenConcern`, by the terms of today: a service may have become a shelter since the
/// provider was recorded. A secret address is for nobody.
package struct SeenProvider: Sendable, Equatable {
    package enum Reader: Sendable {
        case staff
        /// A file that leaves the house: whatever has a meaning for others, and of a secret address nothing that leads to its door.
        case partner
        /// What somebody must know to go there.
        case anybody
    }

    package let id: ChronicleID
    package let status: Provider.Status
    package let listing: Provider.Listing
    package let answers: Answers
    package let checked: Day?
    package let checker: AccountID?
    package let isSecret: Bool

    /// Nil when it is not for this reader: outside one that was withdrawn, and for anybody one with a secret address, since its name may
    /// lead there.
    package init?(_ provider: Provider, _ id: ChronicleID, to reader: Reader, by terms: ProviderTerms) {
        let services = provider.listing.services
        let isSecret = terms.isSecret(provider.answers, offering: services)
        let isHidden = services.contains(where: terms.shelters.contains) || (terms.secret != nil && isSecret)
        switch reader {
        case .staff: guard provider.status != .absent else { return nil }
        case .partner: guard provider.status == .listed else { return nil }
        case .anybody: guard provider.status == .listed, !isHidden else { return nil }
        }
        self.id = id
        self.isSecret = isSecret
        status = provider.status
        listing = provider.listing
        let told = terms.told(to: reader, isSecret: isSecret)
        answers = terms.open(provider.answers, offering: services).filter { told?.contains($0) ?? true }
        checked = reader == .anybody ? nil : provider.checked
        checker = reader == .staff ? provider.checker : nil
    }
}

extension ProviderTerms {
    /// The questions whose answers a reader is told; nil stands for all.
    fileprivate func told(to reader: SeenProvider.Reader, isSecret: Bool) -> Set<FieldID>? {
        let open = [about, hours, languages, audience]
        switch reader {
        case .staff: return nil
        case .partner: return Set((open + [capacity] + (isSecret ? [] : [phone, email, address])).compactMap(\.self))
        case .anybody: return Set((open + [phone, address]).compactMap(\.self))
        }
    }
}
