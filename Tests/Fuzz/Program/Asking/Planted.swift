import Foundation
import Fuzzing
import HTTPTypes
import Hummingbird

/// Pages with a fault each behind a small condition, there for a walker to find.
enum Planted {
    static let kinds = ["trap", "fault", "slow", "leak"]

    static func add<Context>(_ kinds: [String], to router: Router<Context>) {
        for kind in kinds {
            router.get("/planted/\(kind)/{value}") { _, context -> Response in
                let number = context.parameters.get("value").flatMap { Int($0) } ?? 0
                guard number == .max else { return Response(status: .ok) }
                switch kind {
                case "trap": return Response(status: .ok, body: .init(byteBuffer: .init(string: "\(number + 1)")))
                case "fault": return Response(status: .internalServerError)
                case "slow":
                    while true { FuzzTarget.use(number) }
                default: return Response(status: .ok, body: .init(byteBuffer: .init(string: World.mark)))
                }
            }
        }
    }
}
