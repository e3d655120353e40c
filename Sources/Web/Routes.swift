import HTTPTypes

/// Every address of the site, by room. A feature is taken out by taking out its line.
enum Routes {
    // The tables are computed and kept here: stored ones crash the compiler (6.3.1).
    static let all: [Route] =
        AccessPages.routes + AgainPages.routes + DraftPages.routes + ScreenPages.routes + WorkPages.routes + CasePages.routes
        + FormPages.routes + ConsentPages.routes
        + ReferralPages.routes + DirectoryPages.routes + ActPages.routes + JourneyPages.routes + RecordPages.routes
        + DecisionPages.routes
        + TodoPages.routes + ServicePages.routes + ClosurePages.routes + WallPages.routes + ScreeningPages.routes
        + ConcernPages.routes + ConcernWallPages.routes + IncidentPages.routes + AttachmentPages.routes + SummaryPages.routes
        + RetentionPages.routes
        + KnownPages.routes
        + AlertPages.routes + MatchPages.routes + DestructionPages.routes
        + GuidancePages.routes + CertificatePages.routes
        + PublicPages.routes + DialoguePages.routes
        + PublicFigures.routes
        + TrainingPages.routes
        + CampaignPages.routes
        + YearlyEvidencePages.routes
        + ExportPages.routes
        + StatisticsPages.routes
        + PublishPages.routes
        + Api.routes

    /// The path as it was given, when it is one of our own pages that can be asked for; nothing else may be led to.
    ///
    /// Shape: letters, digits, `-`, `_` and `.` between slashes. Whatever is encoded, a second host, a query or a fragment is none
    /// of ours.
    static func ownPage(_ path: String) -> String? { find(.get, path).flatMap { $0.route.isLedBackTo ? path : nil } }

    /// The route that a path of ours leads to, and what the path names. Where two fit, the one that is written out more.
    static func find(_ method: HTTPRequest.Method, _ path: String) -> (route: Route, parameters: [String: String])? {
        let isPlain =
            path.utf8.count <= 300
            && path.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "/-_.".utf8.contains(byte)
            }
        guard isPlain, path.hasPrefix("/") else { return nil }
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        let fits = cut.filter { each in
            each.route.method == method && each.parts.count == parts.count
                && zip(each.parts, parts).allSatisfy { $0.hasPrefix("{") ? !$1.isEmpty && $1 != ".." : $0 == $1 }
        }
        let found = fits.max { $0.parts.count { !$0.hasPrefix("{") } < $1.parts.count { !$0.hasPrefix("{") } }
        return found.map { found in
            let named = zip(found.parts, parts).filter { $0.0.hasPrefix("{") }.map {
                (String($0.0.dropFirst().dropLast()), String($0.1))
            }
            return (found.route, Dictionary(named, uniquingKeysWith: { first, _ in first }))
        }
    }

    private static let cut: [(route: Route, parts: [Substring])] = all.map {
        ($0, $0.path.dropFirst().split(separator: "/", omittingEmptySubsequences: false))
    }

    /// The page that holds the form which is sent to a route: its own address, or the nearest above that is a page.
    static func page(of route: Route) -> String? { route.page ?? holders[route.path] }

    private static let holders: [String: String] = {
        let pages = Set(all.filter { $0.method == .get && $0.isLedBackTo }.map(\.path))
        var holders: [String: String] = [:]
        for route in all where route.method == .post {
            var parts = route.path.split(separator: "/")
            while !parts.isEmpty, holders[route.path] == nil {
                let path = "/" + parts.joined(separator: "/")
                if pages.contains(path) { holders[route.path] = path }
                parts.removeLast()
            }
        }
        return holders
    }()

    /// The same for one that was sent, by its path.
    static func page(ofForm path: String) -> String? {
        guard let (route, parameters) = find(.post, path), let page = page(of: route) else { return nil }
        return parameters.reduce(page) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
}

extension Route {
    /// Not what leaves, nor what is no page.
    fileprivate var isLedBackTo: Bool {
        !["/exit", "/health", "/assets/{file}", "/c/{code}"].contains(path) && !path.hasPrefix("/api/")
    }
}
