import HTTPTypes
import Pack
import Register
import Store

/// The agencies and duty posts that a workshop asks for people, and what an agency that is asked reads in its work.
enum InvitationPages {
    static var routes: [Route] {
        [
            .get("/workshops/{workshop}/invitations") { try await list($0, .none) },
            .post("/workshops/{workshop}/invitations") { try await invite($0) },
        ]
    }

    private static func list(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let workshop = try await visit.workshop(for: .trainer)
        let terms = try visit.training()
        let path = "/workshops/\(workshop.number)/invitations"
        let rows = workshop.invitations.enumerated().map { index, each -> [HTML] in
            [
                "\(visit.agency(each.agency))", "\(visit.choice(each.post, of: terms.posts))",
                "\(each.places.map(String.init) ?? "")",
                visit.posting(
                    path,
                    "<input type=\"hidden\" name=\"remove\" value=\"\(index)\"><button class=\"quiet\">\(visit.say("invitation.remove"))</button>"
                ),
            ]
        }
        let agencies = visit.country.agencies.map { ($0.code.rawValue, visit.pack($0.name)) }
        let posts = terms.posts.map { ($0.code, visit.pack($0.label)) }
        let heads = ["list.agency", "participant.post", "invitation.places", "list.status"].map { visit.say($0) }
        let title = visit.say("invitation.title")
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(workshop))<h1>\(title)</h1><p>\(visit.say("invitation.why"))</p>
            \(if: !rows.isEmpty, visit.table(title, heads, rows))
            \(visit.posting(path, "\(visit.select("agency", visit.say("list.agency"), agencies, chosen: visit.form.first("agency")))\(visit.select("post", visit.say("participant.post"), posts, chosen: visit.form.first("post")))\(visit.amountInput("places", visit.say("invitation.places"), decimals: false))\(visit.button("invitation.add"))"))
            """)
    }

    private static func invite(_ visit: Visit) async throws -> Reply {
        let workshop = try await visit.workshop(for: .trainer)
        let path = "/workshops/\(workshop.number)/invitations"
        return try await WorkshopPages.record(visit, then: path, again: { try await list(visit, $0) }) {
            var all = workshop.invitations
            if let index = Int(visit.form.first("remove")), all.indices.contains(index) {
                all.remove(at: index)
                return .invited(all)
            }
            let agency = try visit.chosen(
                "agency", of: visit.country.agencies.map { Choice(code: $0.code.rawValue, label: $0.name) })
            let post = visit.form.first("post")
            let places = try visit.amount("places", decimals: false)
            guard places.map({ (1...Workshop.mostPeople).contains($0) }) != false else {
                let fault = FormProblem.Fault.outOfRange(low: "1", high: String(Workshop.mostPeople))
                throw FormProblems(problems: [FormProblem(field: "places", fault: fault)])
            }
            all.append(Workshop.Invitation(agency: AgencyCode(agency), post: post.isEmpty ? nil : post, places: places))
            return .invited(all)
        }
    }

    /// A line for each workshop that asks the agency of this worker for people.
    static func work(_ visit: Visit) throws -> HTML {
        let lines = try visit.store.invitations(as: try visit.actor(), on: visit.today).map { each -> HTML in
            let places = each.places.map { visit.count("invitation.asked", $0) + ", " } ?? ""
            return
                "<li><a href=\"/workshops/\(each.number)\">\(visit.say("invitation.invited", ["number": each.number, "title": each.title, "date": visit.say(each.first)]))</a> \(places)\(visit.count("invitation.named", each.named))</li>"
        }
        return lines.isEmpty ? .none : "<h3>\(visit.say("invitation.title"))</h3><ul>\(lines)</ul>"
    }
}
