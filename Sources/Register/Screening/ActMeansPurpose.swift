/// The three elements of trafficking.
///
/// Source: Palermo Protocol, art. 3(a); art. 3(c) and (d): for a person under 18 the means is not needed; art. 3(b): agreeing to be
/// exploited changes nothing once a means was used, so nothing here asks about it.
struct ActMeansPurpose {
    let act: [FieldID]
    let means: [FieldID]
    let purpose: [FieldID]

    func outcome(_ shown: Set<FieldID>, isChild: Bool) -> Outcome {
        let needed = isChild ? [act, purpose] : [act, means, purpose]
        return needed.allSatisfy { !shown.isDisjoint(with: $0) } ? .indicated : .notIndicated
    }

    func reasons(_ evidence: Evidence, isChild: Bool) -> [Reason] {
        [
            evidence.reason("act", act), isChild ? Reason("means.notNeeded") : evidence.reason("means", means),
            evidence.reason("purpose", purpose),
        ]
    }
}
