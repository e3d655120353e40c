import HTTPTypes

extension ConnectionWatch {
    /// Why a connection is answered before anybody looked at what it asks for.
    enum Refusal {
        case full, headTooLarge, notUnderstood, noHost, tooSlow

        var status: HTTPResponse.Status {
            switch self {
            case .full: .serviceUnavailable
            case .headTooLarge: .requestHeaderFieldsTooLarge
            case .notUnderstood, .noHost: .badRequest
            case .tooSlow: .requestTimeout
            }
        }

        /// In English: the language was not read yet.
        var sentence: String {
            switch self {
            case .full: "Too many ask at once from your network. Wait a moment and try again."
            case .headTooLarge: "The address or what the browser sent with it is too long. Open the first page and begin there."
            case .notUnderstood: "The request was not understood. Go back and try again."
            case .noHost: "The request must name one host. Type the address of the site again."
            case .tooSlow: "What was sent did not arrive in time, so nothing was changed. Try again."
            }
        }

        var head: HTTPResponse {
            var fields = HTTPFields()
            fields[.contentType] = "text/plain; charset=utf-8"
            fields[.contentLength] = String(sentence.utf8.count + 1)
            fields[.connection] = "close"
            for (name, value) in Fence.headers { fields[name] = value }
            if self == .full { fields[.retryAfter] = "10" }
            return HTTPResponse(status: status, headerFields: fields)
        }
    }
}
