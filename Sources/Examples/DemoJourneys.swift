package import Pack
package import Register

/// What somebody may try in the demo, with the sign-ins of its country. What the country has not is left out.
package struct DemoJourneys {
    /// Whom each journey begins with, and what they do.
    package let lines: [(signIn: String?, text: String)]

    package init(_ country: Country, staff: [Cast.Member], code: ReplyCode? = nil) {
        let roles = Dictionary(country.roles.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        func who(_ isWanted: (Role) -> Bool) -> String? {
            staff.first { roles[$0.grant.role].map(isWanted) == true }?.grant.signIn
        }
        /// Of those with a duty the one with the fewest others, whose work it is.
        func whose(_ duty: Duty) -> String? {
            staff.filter { roles[$0.grant.role]?.duties.contains(duty) == true }
                .min { (roles[$0.grant.role]?.duties.count ?? 0) < (roles[$1.grant.role]?.duties.count ?? 0) }?.grant.signIn
        }
        func may(_ ability: Ability, _ relation: Relation) -> (Role) -> Bool {
            { $0.grants[relation]?.may.contains(ability) == true }
        }
        var lines: [(String?, String)] = []
        func add(_ signIn: String?, _ text: String) { if let signIn { lines.append((signIn, "\(signIn): \(text)")) } }
        let worker = who { may(.open, .none)($0) && may(.attach, .assigned)($0) && $0.duties.contains(.triage) }
        let supervisor = who(may(.approve, .agency))
        add(worker, "My work, New case, five questions, check, confirm.")
        lines.append((nil, "Quick screen (no sign-in needed): what to do now; signed in, open a case with the answers."))
        if let service = country.services.first { add(worker, "Consent, then Refer to \"\(service.label.english)\".") }
        add(who { may(.serve, .recipient)($0) && $0.grants[.none] == nil }, "My work, Accept from the row, Log a service.")
        add(supervisor, "History as known on a day, Who looked, Close the case.")
        if country.incident != nil {
            add(whose(.incidents), "Incidents, New incident, paste a list of people, screen them together.")
        }
        add(worker, "a case, Files, Court summary; a case, Already known?")
        add(whose(.retention), "What is kept, and until when.")
        if country.training != nil {
            add(
                whose(.train),
                "Training, a workshop that was held, Results; New workshop like this one, today; Show the code; join by phone.")
        }
        if country.campaigns != nil {
            add(whose(.campaign), "Campaigns, the one that is there, Results; ask a person of a round.")
        }
        if !country.practice.exports.formats.isEmpty { add(supervisor, "My work, a file for a partner that waits; agree.") }
        if country.practice.statistics.publication != nil {
            add(whose(.figures), "Publish figures, a year, freeze, make the tables, ask; somebody else signs, from My work.")
        }
        if let code {
            lines.append(
                (
                    nil,
                    "/public, with no sign-in: report, then read the answer under the code \(code.groups.joined(separator: " "))."
                ))
        }
        self.lines = lines.map { (signIn: $0.0, text: $0.1) }
    }
}
