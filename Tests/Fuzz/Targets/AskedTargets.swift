import Cleaning
import Exchange
import Foundation
import Store
import Web

/// What comes with a request: headers, addresses, forms, tokens.
extension FuzzTarget {
    static let asked: [FuzzTarget] = [
        .text("language", words: ["en", "fr", "acf", ";q=0.9", ", ", "*"]) { use(Outside.language($0, Fictional.country)) },
        .text("cookie", words: ["__Host-anse=", "; "]) { use(Outside.token(inCookie: $0)) },
        .text("origin", words: ["https://", "http://", "localhost", "null", "same-origin", "\n", "[::1]", ":8470"], run: origin),
        .text("forwarded", largest: 512, words: [", ", "::", "2001:db8::1", "192.0.2.7", ":443", "["]) {
            use(Outside.isAddress(forwarded: $0))
        },
        FuzzTarget("query", largest: 16_384, words: ["&", "=", "%20", "%C3%A9", "%ff", "+"]) { use(Outside.form($0)) },
        .text("content-type", words: ["multipart/form-data", "; boundary=", "\"", "zz"]) {
            use(try? Multipart(Data(), contentType: $0))
        },
        FuzzTarget(
            "multipart", largest: 32_768,
            words: [
                "multipart/form-data; boundary=zz\n", "\r\n--zz\r\n", "--zz--", "Content-Disposition: form-data; name=\"file\"",
                "; filename=\"a.txt\"", "Content-Type: text/plain\r\n\r\n", "Content-Transfer-Encoding: 8bit",
            ], run: multipart),
        .text("ticket", words: ["1795000000", ".", "0"]) { text in
            guard let root = BentFolder.sound?.root else { return }
            use(Outside.ticket(text, at: Fictional.now, root: root))
        },
        FuzzTarget("program", largest: 16_384, words: json) { use(Outside.isProgram(Data($0))) },
    ]

    package static let json = [
        "{", "}", "[", "]", "\"", ":", ",", "null", "\\u0000", "\\ud800", "\"id\"", "\"answers\"", "\"action\"", "\"kind\"",
    ]

    private static let site = Site(country: Fictional.country, clock: { Fictional.now }) { _ in throw KeyFault.wrongPassphrase }

    /// Shape: where a form came from, the host that was asked, what the browser says of it, a line each.
    @Sendable private static func origin(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let first = lines.first ?? ""
        use(PublicAddress(first))
        use(Outside.isOwn(first, asked: lines.dropFirst().first ?? "", of: lines.dropFirst(2).first, at: site))
    }

    /// Shape: the header on the first line, then the body. What is a file goes on to the gate for files.
    @Sendable private static func multipart(_ bytes: [UInt8]) {
        let line = bytes.prefix { $0 != 0x0A }
        let body = Data(bytes.dropFirst(line.count + 1))
        let type = String(decoding: line, as: UTF8.self)
        use(Multipart(beginning: body, contentType: type))
        guard let sent = try? Multipart(body, contentType: type) else { return }
        for part in sent.parts { use(try? Intake.accept(part.bytes, claimedName: part.filename)) }
    }
}
