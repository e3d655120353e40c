import HTTPTypes
import Pack
import Register
import Store

/// The page on which anybody checks a certificate: whether it counts, and whether a name is the one on the paper.
enum VerifyPages {
    static var routes: [Route] {
        [
            Route(method: .get, path: "/verify", door: .anyone { try ask($0) }),
            Route(method: .post, path: "/verify", door: .anyone { try find($0) }),
            Route(method: .get, path: "/verify/{serial}", door: .anyone { try verify($0, .none) }),
            Route(method: .post, path: "/verify/{serial}", door: .anyone { try compare($0) }),
        ]
    }

    /// In the frame of the public pages for whoever is not signed in, since anybody may hold the paper.
    private static func page(_ visit: Visit, _ status: Certificate.Status?, isFaulty: Bool = false, _ body: HTML) -> Reply {
        let title = (status.map { visit.say("certificate.\($0.rawValue)") + " - " } ?? "") + visit.say("certificate.verify")
        guard visit.session == nil else { return visit.page(title, isFaulty: isFaulty, body) }
        if visit.country.door != nil {
            return visit.publicPage(status.map { "verify.\($0.rawValue)" } ?? "verify", isFaulty: isFaulty, body)
        }
        var reply = visit.page(title, isFaulty: isFaulty, body)
        reply.isPublic = visit.inbound.method == .get
        return reply
    }

    private static func path(_ visit: Visit, _ serial: String = "") -> String {
        "/verify\(serial.isEmpty ? "" : "/")\(serial)\(visit.session == nil ? "?lang=\(visit.language)" : "")"
    }

    private static func ask(_ visit: Visit) throws -> Reply {
        let title = visit.say("certificate.verify")
        return page(
            visit, nil, "<h1>\(title)</h1><p>\(visit.say("certificate.verifyWhy"))</p>\(form(visit, ""))\(try key(visit))")
    }

    private static func form(_ visit: Visit, _ serial: String, _ fault: HTML = .none) -> HTML {
        """
        <form method="post" action="\(path(visit))">\(Page.token(visit.session))<div class="field"><label for="serial">\(visit.say("certificate.serial"))</label><p class="hint" id="serial-hint">\(visit.say("certificate.serialHint"))</p>\(fault)<input id="serial" name="serial" value="\(serial)" autocomplete="off" autocapitalize="characters" aria-describedby="serial-hint"></div>\(visit.button("certificate.checkIt"))</form>
        """
    }

    /// The key that a badge must be signed by to be ours: whoever checks one takes the key from here, never from the badge.
    private static func key(_ visit: Visit) throws -> HTML {
        "<h2>\(visit.say("certificate.badges"))</h2><p>\(visit.say("certificate.key")) <code>\(try visit.store.badgeKey(at: visit.now).did)</code></p>"
    }

    private static func find(_ visit: Visit) throws -> Reply {
        let serial = visit.form.first("serial").uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        guard !serial.isEmpty, serial.count < 60 else { return try ask(visit) }
        return .redirect(path(visit, serial))
    }

    /// What the paper says of itself, and the name only if its holder wants that.
    private static func verify(_ visit: Visit, _ compared: HTML, isFaulty: Bool = false) throws -> Reply {
        let serial = try visit.named("serial")
        guard let certificate = try visit.store.certificate(serial: serial) else {
            let fault: HTML = "<p class=\"error\" role=\"alert\" tabindex=\"-1\">\(visit.say("certificate.unknown"))</p>"
            var reply = page(
                visit, nil, isFaulty: true, "<h1>\(visit.say("certificate.verify"))</h1>\(form(visit, serial, fault))")
            reply.status = .notFound
            return reply
        }
        let status = certificate.status(on: visit.today)
        let name: HTML =
            certificate.showsName ? "\(certificate.name)" : "<span class=\"hint\">\(visit.say("certificate.noName"))</span>"
        let version = visit.say("certificate.version", ["version": String(certificate.version)])
        let isRevoked = status == .revoked
        let holder: [(String, HTML)] = isRevoked ? [] : [("certificate.holder", name)]
        let compare: HTML = "<p class=\"hint\">\(visit.say("certificate.compare"))</p>"
        let facts: [(String, HTML)] =
            [("certificate.serial", "<span class=\"number\">\(certificate.serial)</span>")] + holder + [
                ("certificate.course", "\(certificate.course), \(version)"),
                ("certificate.days", "\(certificate.days.map { visit.say($0) }.joined(separator: ", "))"),
                ("certificate.issuer", "\(visit.issuer(in: visit.language))"),
                ("certificate.issued", "\(visit.say(certificate.issuedOn))"),
                ("certificate.validUntil", "\(visit.say(certificate.expiresOn))"),
            ]
        let revoked: HTML =
            certificate.revokedOn.map { "<p>\(visit.say("certificate.revokedOn", ["date": visit.say($0)]))</p>" } ?? .none
        let sign = status == .valid ? "✓" : status == .expired ? "!" : "✕"
        return page(
            visit, status, isFaulty: isFaulty,
            """
            <h1 class="verdict \(status.rawValue)"><span aria-hidden="true">\(sign)</span> \(visit.say("certificate.is.\(status.rawValue)"))</h1>\(revoked)
            <dl class="facts">\(facts.map { "<div><dt>\(visit.say($0.0))</dt><dd>\($0.1)</dd></div>" as HTML })</dl>
            \(if: !isRevoked, compare)\(if: mayCompare(certificate, visit), names(visit, certificate, compared))\(try key(visit))
            """)
    }

    // MARK: The name on the paper

    /// Where the name is shown there is nothing to ask; of a revoked certificate nobody is told whose it was.
    private static func mayCompare(_ certificate: Certificate, _ visit: Visit) -> Bool {
        !certificate.showsName && certificate.status(on: visit.today) != .revoked
    }

    private static func names(_ visit: Visit, _ certificate: Certificate, _ compared: HTML) -> HTML {
        """
        <form method="post" action="\(path(visit, certificate.serial))">\(Page.token(visit.session))<div class="field"><label for="name">\(visit.say("certificate.name"))</label><p class="hint" id="name-hint">\(visit.say("certificate.nameHint"))</p>\(compared)<input id="name" name="name" value="\(visit.form.first("name"))" autocomplete="off" aria-describedby="name-hint"></div>\(visit.button("certificate.compareName"))</form>
        """
    }

    /// Answers the same or not the same, some times an hour for each certificate: nobody finds out a name by trying.
    private static func compare(_ visit: Visit) throws -> Reply {
        let typed = visit.form.first("name")
        guard let certificate = try visit.store.certificate(serial: try visit.named("serial")), mayCompare(certificate, visit),
            !typed.isEmpty
        else { return try verify(visit, .none) }
        func fault(_ key: String) -> HTML { "<p class=\"error\" role=\"alert\" tabindex=\"-1\">\(visit.say(key))</p>" }
        guard visit.site.nameTries.isWithin(certificate.serial, from: visit.inbound.block, at: visit.now) else {
            var reply = try verify(visit, fault("certificate.tooManyNames"), isFaulty: true)
            reply.status = .tooManyRequests
            reply.headers[.retryAfter] = "3600"
            return reply
        }
        guard certificate.isOf(typed) else {
            visit.site.nameTries.wasWrong(certificate.serial, from: visit.inbound.block, at: visit.now)
            return try verify(visit, fault("certificate.otherName"), isFaulty: true)
        }
        return try verify(visit, "<p class=\"notice\" role=\"status\">\(visit.say("certificate.sameName"))</p>")
    }
}
