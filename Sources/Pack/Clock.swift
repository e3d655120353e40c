import Foundation
package import Register

extension Zone {
    /// A clock of the world by its IANA name, with every change of it from 1970 to 2100. Nil for a name that is none.
    ///
    /// Source: the tz database, through Foundation.
    package init?(named name: String) {
        guard TimeZone.knownTimeZoneIdentifiers.contains(name) || Zone.fixed.contains(name), let zone = TimeZone(identifier: name)
        else { return nil }
        var (changes, at) = ([Zone.Change](), Date(timeIntervalSince1970: 0))
        let first = zone.secondsFromGMT(for: at)
        let last = Date(timeIntervalSince1970: 4_102_444_800)
        while let next = zone.nextDaylightSavingTimeTransition(after: at), next > at, next < last {
            let seconds = Bounded.whole(of: next.timeIntervalSince1970)
            changes.append(Change(at: Moment(seconds: seconds), offset: zone.secondsFromGMT(for: next)))
            at = next
        }
        self.init(name: name, offset: first, changes: changes)
    }

    /// Names that the list of places leaves out.
    private static let fixed: Set<String> = Set(["UTC"] + (-14...12).map { $0 < 0 ? "Etc/GMT\($0)" : "Etc/GMT+\($0)" })
}
