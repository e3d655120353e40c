import HTTPTypes

/// Every address of the site, by room. A feature is taken out by taking out its line.
enum Routes {
    static let all: [Route] =
        AccessPages.routes + ScreenPages.routes + WorkPages.routes + CasePages.routes + FormPages.routes + ConsentPages.routes
        + ReferralPages.routes + ActPages.routes + Api.routes
}
