import Pack
import Register
import Store

/// Asking another agency for a service: the need first, then the provider that can take the person; the rest follows.
extension ReferralPages {
    static func choose(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let number = try visit.named("case")
        let (file, permit) = try await visit.store.read(number, as: try visit.actor(), for: .casework, at: visit.now)
        guard permit.may.contains(.refer), CaseFile.isAllowed(.refer, when: file.status) else { throw Fault.notFound }
        let asked = visit.form.first("service").isEmpty ? visit.brought("service") : visit.form.first("service")
        let title = visit.say("refer.title", ["number": number])
        guard let service = visit.country.service(ServiceCode(asked)) else {
            return visit.page(
                title, isFaulty: !problems.isEmpty,
                "\(problems)\(visit.crumb(number))<h1>\(title)</h1><p>\(visit.say("refer.which"))</p><ul>\(needs(visit, file))</ul>"
            )
        }
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(number))<h1>\(visit.pack(service.label))</h1><p>\(visit.pack(service.need))<br><a href="/cases/\(number)/referrals">\(visit.say("refer.other"))</a></p>
            \(visit.posting("/cases/\(number)/referrals", try details(visit, service, file)))
            """)
    }

    /// What a person may need, in plain words; what was recorded of this person comes first.
    private static func needs(_ visit: Visit, _ file: SeenCase) -> [HTML] {
        let recorded = Set(visit.country.needs.map { id in file.answers.values.flatMap { $0[id]?.all ?? [] } } ?? [])
        let isNeeded = { (service: Country.Service) in !recorded.isDisjoint(with: service.answers) }
        return (visit.country.services.filter(isNeeded) + visit.country.services.filter { !isNeeded($0) }).map { service in
            """
            <li><a href="/cases/\(file.number)/referrals?service=\(service.code)">\(visit.pack(service.need))</a>\(if: isNeeded(service), " <span class=\"tag wait\">\(visit.say("refer.needed"))</span>")<br><span class="hint">\(visit.pack(service.label)) - \(visit.pack(service.statute))</span></li>
            """
        }
    }

    private static func details(_ visit: Visit, _ service: Country.Service, _ file: SeenCase) throws -> HTML {
        let offers = try offers(visit, service).filter { $0.agency != file.owner }
        let isAgreed = offers.contains { file.hasConsent(toReferTo: $0.agency, on: visit.today) }
        let packet = service.packet.compactMap { visit.country.forms[$0] }.map { visit.pack($0.title) }.joined(separator: ", ")
        let exceptions = [("", visit.say("refer.noException"))] + visit.country.exceptions.map { ($0.code, visit.pack($0.label)) }
        return """
            <input type="hidden" name="service" value="\(service.code)">
            \(if: !isAgreed, "<p class=\"notice\">\(visit.say("refer.consentFirst")) <a href=\"/cases/\(file.number)/consents\">\(visit.say("act.consent"))</a></p>")
            \(radios(visit, offers, file))
            <dl class="facts"><dt>\(visit.say("refer.travels"))</dt><dd>\(packet)</dd><dt>\(visit.say("list.due"))</dt><dd>\(visit.say(visit.now.after(hours: service.decisionHours)))</dd></dl>
            \(visit.textArea("text", visit.say("refer.message"), hint: visit.say("refer.messageHint"), value: visit.form.first("text")))
            \(visit.radios("exception", visit.say("refer.exception"), exceptions, chosen: visit.form.first("exception")))
            \(visit.button("refer.send"))
            """
    }

    private static func radios(_ visit: Visit, _ offers: [Offer], _ file: SeenCase) -> HTML {
        let chosen = visit.form.first("to").isEmpty && offers.count == 1 ? offers[0].code : visit.form.first("to")
        let options = offers.enumerated().map { index, offer -> HTML in
            let agreed = visit.say(file.hasConsent(toReferTo: offer.agency, on: visit.today) ? "refer.agreed" : "refer.notAgreed")
            return """
                <label><input type="radio" id="to-\(index)" name="to" value="\(offer.code)"\(if: offer.code == chosen, " checked")><span>\(offer.provider.map { "\($0.name), " } ?? "")\(visit.agency(offer.agency)) - \(agreed)\(offer.provider.map { said(visit, $0) } ?? .none)</span></label>
                """
        }
        return
            "<div class=\"field\"><fieldset id=\"to\"><legend>\(visit.say("refer.to"))</legend><div class=\"choices\">\(options)</div></fieldset></div>"
    }

    /// What decides between two providers, in one line.
    private static func said(_ visit: Visit, _ line: ProviderLine) -> HTML {
        let facts: [HTML] = [
            visit.places(line), "\(visit.languages(line))", "\(line.hours ?? "")", "\(line.audience ?? "")",
            "\(visit.names(ofDistricts: line.districts))", "\(visit.say("directory.checked")): \(visit.checked(line.checked))",
        ].filter { !$0.isEmpty }
        return
            "<br><span class=\"hint\">\(facts.enumerated().map { index, fact -> HTML in index == 0 ? fact : " &middot; \(fact)" })</span>"
    }

    // MARK: Who offers it

    /// Somebody a referral may go to: a provider of the directory, or an agency of the pack that the directory knows none of.
    private struct Offer {
        let agency: AgencyCode
        let provider: ProviderLine?
        /// Shape: the agency; `agency:provider` where the agency has several.
        let code: String
    }

    /// Those that can take somebody, then the agencies without a provider, last those that are full.
    private static func offers(_ visit: Visit, _ service: Country.Service) throws -> [Offer] {
        let order = visit.meaning(\.capacity)?.choices.map(\.code) ?? []
        let rank = { (line: ProviderLine) in (line.capacity.flatMap { order.firstIndex(of: $0) } ?? order.count, line.name) }
        let lines = try visit.store.providers(Store.Wanted(service: service.code), as: try visit.actor())
            .sorted { rank($0) < rank($1) }
        let counts = lines.reduce(into: [:]) { $0[$1.agency, default: 0] += 1 }
        let offer = { (line: ProviderLine) in
            let code = counts[line.agency] == 1 ? line.agency.rawValue : "\(line.agency):\(line.id)"
            return Offer(agency: line.agency, provider: line, code: code)
        }
        let unknown = service.agencies.filter { counts[$0] == nil }.map { Offer(agency: $0, provider: nil, code: $0.rawValue) }
        return lines.filter { !visit.isFull($0) }.map(offer) + unknown + lines.filter(visit.isFull).map(offer)
    }

    static func referred(_ visit: Visit) throws -> CaseAction {
        guard let service = visit.country.service(ServiceCode(visit.form.first("service"))) else { throw Fault.notUnderstood }
        let offers = try offers(visit, service)
        let to = visit.form.first("to")
        // A provider that came or went since the page was made leaves its agency, which still gives the service.
        guard let offer = offers.first(where: { $0.code == to }) ?? offers.first(where: { $0.agency == AgencyCode(to) }) else {
            throw FormProblems(problems: [FormProblem(field: "to", fault: .missing)])
        }
        let exception = visit.form.first("exception")
        if !exception.isEmpty, !visit.country.exceptions.contains(where: { $0.code == exception }) {
            throw FormProblems(problems: [FormProblem(field: "exception", fault: .notAChoice)])
        }
        let request = Referral.Request(
            service: service.code, to: offer.agency, packet: service.packet, due: visit.now.after(hours: service.decisionHours),
            exception: exception.isEmpty ? nil : exception, provider: offer.code == to ? offer.provider?.id : nil)
        return .referred(request, answers: try visit.text("text"))
    }
}
