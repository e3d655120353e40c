import HTTPTypes

/// Every address of the site, by room. A feature is taken out by taking out its line.
enum Routes {
    // The tables are computed and kept here: stored ones crash the compiler (6.3.1).
    static let all: [Route] =
        AccessPages.routes + ScreenPages.routes + WorkPages.routes + CasePages.routes + FormPages.routes + ConsentPages.routes
        + ReferralPages.routes + DirectoryPages.routes + ActPages.routes + JourneyPages.routes + RecordPages.routes
        + DecisionPages.routes
        + TodoPages.routes + ServicePages.routes + ClosurePages.routes + WallPages.routes + ScreeningPages.routes
        + ConcernPages.routes + IncidentPages.routes + AttachmentPages.routes + SummaryPages.routes + RetentionPages.routes
        + KnownPages.routes
        + AlertPages.routes + MatchPages.routes + DestructionPages.routes
        + GuidancePages.routes + CertificatePages.routes
        + PublicPages.routes + DialoguePages.routes
        + TrainingPages.routes
        + CampaignPages.routes
        + YearlyEvidencePages.routes
        + ExportPages.routes
        + StatisticsPages.routes
        + PublishPages.routes
        + Api.routes
}
