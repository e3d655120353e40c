import HTTPTypes

/// One address, who may come to it, and what answers. There is no route without a door.
struct Route: Sendable {
    enum Door: Sendable {
        /// Also while sealed: needs no data.
        case sealed(@Sendable (Inbound) async throws -> Reply)
        /// Anyone, signed in or not.
        case anyone(@Sendable (Visit) async throws -> Reply)
        /// Password given, one-time code still to come.
        case half(@Sendable (Visit) async throws -> Reply)
        case staff(@Sendable (Visit) async throws -> Reply)
        /// Anybody at the public pages: no cookie is read, and nobody is known.
        case passerby(@Sendable (Visit) async throws -> Reply)
        /// A program with a token.
        case program(@Sendable (Visit) async throws -> Reply)
    }

    let method: HTTPRequest.Method
    /// Shape: `/cases/{case}/forms/{form}`.
    let path: String
    let door: Door
    /// Whether a form with a file comes to it, which may be larger than any other.
    var takesFile = false
    /// The page that holds the form, where it is not the nearest above. See `Routes.page(of:)`.
    var page: String?

    static func get(_ path: String, _ answer: @escaping @Sendable (Visit) async throws -> Reply) -> Route {
        Route(method: .get, path: path, door: .staff(answer))
    }

    static func post(
        _ path: String, on page: String? = nil, _ answer: @escaping @Sendable (Visit) async throws -> Reply
    ) -> Route {
        Route(method: .post, path: path, door: .staff(answer), page: page)
    }

    static func file(_ path: String, _ answer: @escaping @Sendable (Visit) async throws -> Reply) -> Route {
        Route(method: .post, path: path, door: .staff(answer), takesFile: true)
    }
}
