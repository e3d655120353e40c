import Exchange
import Foundation
import HTTPTypes
import NIOCore
import Pack
import Register

/// A request before anybody knows who asks: its parts, the language, the time.
struct Inbound: Sendable {
    let site: Site
    /// One request is answered from one edition.
    private let shown: ShownCountry
    var language: String
    let now: Moment
    let method: HTTPRequest.Method
    let path: String
    var parameters: [String: String] = [:]
    let query: SubmittedAnswers
    let headers: HTTPFields
    /// It travels apart from the other headers.
    var host: String?
    var peer: SocketAddress?
    var body = Data()
    var form = SubmittedAnswers()
    /// The file of a form that has one.
    var file: Multipart.Part?
    /// Why a file that was sent is not here, though the words beside it are.
    var fileLoss: FileLoss?
    /// Whether only the head of the answer is wanted, so that nobody came.
    var wantsHeadOnly = false

    enum FileLoss: Error, Equatable { case tooLarge, crowd }

    init(
        site: Site, language: String, now: Moment, method: HTTPRequest.Method, path: String, query: SubmittedAnswers,
        headers: HTTPFields
    ) {
        self.site = site
        shown = site.shownCountry
        self.language = language
        self.now = now
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
    }

    var country: Country { shown.country }
    /// The network that it came from.
    var block: AddressBlock { site.block(peer, headers) }
    var today: Day { country.today(now) }

    /// What the address says after its path, as it was asked for, but for what the page itself adds.
    func queryText(without names: Set<String> = []) -> String {
        query.values.filter { !names.contains($0.key) }.sorted { $0.key < $1.key }.flatMap { name, values in
            values.map { "\(Inbound.escaped(name))=\(Inbound.escaped($0))" }
        }.joined(separator: "&")
    }

    static func escaped(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }

    /// As if the same browser asked for another page.
    func asking(_ path: String, _ parameters: [String: String], _ query: SubmittedAnswers) -> Inbound {
        var other = Inbound(site: site, language: language, now: now, method: .get, path: path, query: query, headers: headers)
        (other.parameters, other.host, other.peer) = (parameters, host, peer)
        return other
    }

    /// The same request, answered in another language.
    func speaking(_ language: String) -> Inbound {
        var other = self
        if country.languages.contains(language) { other.language = language }
        return other
    }

    func say(_ key: String, _ holes: [String: String] = [:]) -> String { country.words.say(key, language, holes) }

    /// A text of the pack in the visitor's language.
    func pack(_ text: Wording) -> String { country.words.text(text, language) }

    func say(_ day: Day) -> String { say(day, in: language) }

    func say(_ day: Day, in language: String) -> String {
        let words = country.words
        var text = String(day.year)
        if let month = day.month, let number = day.day {
            let name = words.say("month.\(month)", language)
            text = words.say("date.day", language, ["day": String(number), "month": name, "year": text])
        }
        return day.isEstimated ? words.say("date.estimated", language, ["date": text]) : text
    }

    func say(_ moment: Moment) -> String {
        let (day, minute) = country.zone.local(moment)
        let two = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
        return say("date.moment", ["date": say(day), "time": two(minute / 60) + ":" + two(minute % 60)])
    }

    /// The language asked for, else the first the browser accepts that the country speaks.
    static func language(_ asked: String, _ accepts: String?, _ country: Country) -> String {
        if country.languages.contains(asked) { return asked }
        for part in (accepts ?? "").prefix(1000).split(separator: ",").prefix(50) {
            let range = part.prefix { $0 != ";" && $0 != "-" }.filter { $0 != " " }.lowercased()
            if country.languages.contains(range) { return range }
        }
        return country.languages.first ?? "en"
    }
}

extension SubmittedAnswers {
    /// Reads `application/x-www-form-urlencoded`. Nil when it is not that. Source: WHATWG URL standard, section 5.1.
    init?(urlencoded bytes: some Collection<UInt8>) {
        var values: [String: [String]] = [:]
        var rest = bytes[...]
        var count = 0
        while !rest.isEmpty {
            let pair = rest.prefix { $0 != 0x26 }
            rest = rest[pair.endIndex...].dropFirst()
            guard !pair.isEmpty else { continue }
            count += 1
            guard count <= SubmittedAnswers.mostPairs else { return nil }
            let name = pair.prefix { $0 != 0x3D }
            guard let key = SubmittedAnswers.decoded(name),
                let value = SubmittedAnswers.decoded(pair[name.endIndex...].dropFirst())
            else { return nil }
            values[key, default: []].append(value)
        }
        self.init(values)
    }

    /// How many pairs of name and value a form may have.
    static let mostPairs = 2000

    private static func decoded(_ bytes: some Collection<UInt8>) -> String? {
        func digit(_ byte: UInt8?) -> UInt8? { byte.flatMap { UInt8(String(UnicodeScalar($0)), radix: 16) } }
        var result: [UInt8] = []
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            var byte = byte == 0x2B ? 0x20 : byte
            if byte == 0x25 {
                guard let high = digit(rest.next()), let low = digit(rest.next()) else { return nil }
                byte = high << 4 | low
            }
            // The two signs of a line break are one.
            if byte == 0x0A, result.last == 0x0D { result.removeLast() }
            result.append(byte)
        }
        return String(validating: result, as: UTF8.self)
    }
}
