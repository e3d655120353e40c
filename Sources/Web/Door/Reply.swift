import Foundation
import HTTPTypes

/// What goes back to the browser.
package struct Reply: Sendable {
    var status: HTTPResponse.Status = .ok
    var headers = HTTPFields()
    var body = Data()
    /// Whether it may be compressed: never a page that holds a form token and echoes what was sent.
    var isPublic = false

    static func html(_ page: HTML, _ status: HTTPResponse.Status = .ok) -> Reply {
        var reply = Reply(status: status, body: Data(page.text.utf8))
        reply.headers[.contentType] = "text/html; charset=utf-8"
        return reply
    }

    static func json(_ data: Data, _ status: HTTPResponse.Status = .ok) -> Reply {
        var reply = Reply(status: status, body: data)
        reply.headers[.contentType] = "application/json"
        return reply
    }

    static func redirect(_ path: String) -> Reply {
        var reply = Reply(status: .seeOther)
        reply.headers[.location] = path
        return reply
    }

    /// The policy of a file that somebody sent, for a browser that opens it all the same: nothing in it runs, and no page frames it.
    static let nothingRuns = "sandbox; default-src 'none'; frame-ancestors 'none'"
}

/// Why a request was turned away, as the error page says it.
struct Fault: Error {
    let status: HTTPResponse.Status
    let word: String
    let holes: [String: String]
    let retryAfter: Int?

    init(_ status: HTTPResponse.Status, _ word: String, _ holes: [String: String] = [:], retryAfter: Int? = nil) {
        self.status = status
        self.word = word
        self.holes = holes
        self.retryAfter = retryAfter
    }

    static let notFound = Fault(.notFound, "notFound")
    static let otherSite = Fault(.forbidden, "otherSite")
    static let notUnderstood = Fault(.badRequest, "notUnderstood")
    static let tooLarge = Fault(.contentTooLarge, "tooLarge")
}
