package import Foundation
package import Pack
package import Register

/// The country whose forms and lists the readers under test know.
package enum Fictional {
    package static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    package static let pack = project.appending(path: "Packs/saint-lucia")
    package static let now = Moment(seconds: 1_795_000_000)

    package static let country: Country = {
        do { return try Country(at: pack) } catch { fatalError("the pack \(pack.path) cannot be read: \(error)") }
    }()

    package static var today: Day { country.today(now) }
}
