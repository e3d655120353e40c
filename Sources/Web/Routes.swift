import HTTPTypes

/// Every address of the site, by room. A feature is taken out by taking out its line.
enum Routes {
    // The tables are computed and kept here: stored ones crash the compiler (6.3.1).
    static let all: [Route] =
        AccessPages.routes + ScreenPages.routes + WorkPages.routes + CasePages.routes + FormPages.routes + ConsentPages.routes
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
    static func ownPage(_ path: String) -> String? {
        let isPlain =
            path.utf8.count <= 300
            && path.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "/-_.".utf8.contains(byte)
            }
        guard isPlain, path.hasPrefix("/") else { return nil }
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        let isOurs = pages.contains { page in
            page.count == parts.count && zip(page, parts).allSatisfy { $0.hasPrefix("{") ? !$1.isEmpty && $1 != ".." : $0 == $1 }
        }
        return isOurs ? path : nil
    }

    private static let pages: [[Substring]] = all.filter { $0.method == .get && $0.isLedBackTo }.map {
        $0.path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    }
}

extension Route {
    /// Not what leaves, nor what is no page.
    fileprivate var isLedBackTo: Bool {
        !["/exit", "/health", "/assets/{file}", "/c/{code}"].contains(path) && !path.hasPrefix("/api/")
    }
}
