import Foundation
import Testing

@testable import Web

/// A form with files as browsers send it.
struct MultipartTests {
    static let type = "multipart/form-data; boundary=----WebKitFormBoundary7MA4"
    static let body = Data(
        [
            "------WebKitFormBoundary7MA4", "Content-Disposition: form-data; name=\"token\"", "", "abc",
            "------WebKitFormBoundary7MA4", "Content-Disposition: form-data; name=\"file\"; filename=\"a %22b%22; c.jpg\"",
            "Content-Type: image/jpeg", "", "\u{1}", "--", "", "------WebKitFormBoundary7MA",
            "------WebKitFormBoundary7MA4", "Content-Disposition: form-data; name=\"empty\"; filename=\"\"", "", "",
            "------WebKitFormBoundary7MA4--", "",
        ].joined(separator: "\r\n").utf8)

    @Test func partsKeepTheirBytes() throws {
        let form = try Multipart(Self.body, contentType: Self.type)
        #expect(form.parts.map(\.name) == ["token", "file", "empty"])
        #expect(form.part("token")?.bytes == Data("abc".utf8))
        #expect(form.part("token")?.filename == nil)
        #expect(form.part("file")?.filename == "a \"b\"; c.jpg")
        #expect(form.part("file")?.contentType == "image/jpeg")
        #expect(form.part("file")?.bytes == Data("\u{1}\r\n--\r\n\r\n------WebKitFormBoundary7MA".utf8))
        #expect(form.part("empty")?.filename == "")
        #expect(form.part("empty")?.bytes.isEmpty == true)
        #expect(try Multipart(Data("--b--".utf8), contentType: "Multipart/Form-Data;boundary=\"b\"").parts.isEmpty)
    }

    @Test func everyPrefixAndChangeIsReadOrRefused() {
        for count in 0..<(Self.body.count - 2) {
            #expect(throws: Multipart.Fault.self) { try Multipart(Self.body.prefix(count), contentType: Self.type) }
        }
        for at in Self.body.indices {
            var bytes = Self.body
            bytes[at] ^= 0x15
            _ = try? Multipart(bytes, contentType: Self.type)
        }
    }

    @Test(arguments: [
        "", "text/plain; boundary=b", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a",
        "multipart/form-data; boundary=a; boundary=b", "multipart/form-data; boundary=\"a\r\nb\"",
        "multipart/form-data; boundary=\"a \"",
        "multipart/form-data; boundary=" + String(repeating: "a", count: 71),
    ])
    func aBadBoundaryIsRefused(_ type: String) {
        #expect(throws: Multipart.Fault.noBoundary) { try Multipart(Self.body, contentType: type) }
    }

    @Test(arguments: [
        "Content-Type: text/plain", "Content-Disposition: form-data", "Content-Disposition: form-data; name=\"\"",
        "Content-Disposition: attachment; name=\"a\"", "Content-Disposition: form-data; name=\"a\"; name=\"b\"",
        "Content-Disposition: form-data; name=\"a\"; filename*=utf-8''x", "Content-Disposition: form-data; name=\"a",
        "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"a\"",
        "Content-Disposition: form-data; name=\"a\"\r\n folded: x", "Content-Disposition: form-data; name=\"a\nb\"", "no colon",
        "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64",
        "Content-Disposition: form-data; name=\"a\"\r\nContent-Type: multipart/mixed; boundary=c",
    ])
    func aBadHeaderIsRefused(_ header: String) {
        let good = "Content-Disposition: form-data; name=\"a\""
        func form(_ header: String) -> Data { Data("--b\r\n\(header)\r\n\r\nx\r\n--b--\r\n".utf8) }
        #expect(throws: Multipart.Fault.malformed) { try Multipart(form(header), contentType: "multipart/form-data; boundary=b") }
        #expect((try? Multipart(form(good), contentType: "multipart/form-data; boundary=b"))?.part("a")?.bytes == Data("x".utf8))
    }

    @Test func limitsHold() {
        let part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n"
        let many = Data((String(repeating: part, count: 101) + "--b--").utf8)
        #expect(throws: Multipart.Fault.tooManyParts) { try Multipart(many, contentType: "multipart/form-data; boundary=b") }
        let wide = Data(("--b\r\nX: " + String(repeating: "x", count: 5000) + "\r\n\r\nx\r\n--b--").utf8)
        #expect(throws: Multipart.Fault.tooMuchHeader) { try Multipart(wide, contentType: "multipart/form-data; boundary=b") }
        for extra in ["preamble\r\n--b--", "--b--\r\nmore", "--b \r\n"] {
            #expect(throws: Multipart.Fault.malformed) {
                try Multipart(Data(extra.utf8), contentType: "multipart/form-data; boundary=b")
            }
        }
    }

    @Test func formsOfManyPartsAndOddEndsAreMalformed() {
        let type = "multipart/form-data; boundary=b"
        func fault(_ body: String) -> Multipart.Fault? {
            do throws(Multipart.Fault) {
                _ = try Multipart(Data(body.utf8), contentType: type)
                return nil
            } catch { return error }
        }
        let part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n"
        #expect(fault(part + "--b--") == nil && fault(part) == .malformed && fault("--b") == .malformed && fault("") == .malformed)
        #expect(fault(String(repeating: part, count: 101) + "--b--") == .tooManyParts)
        #expect(fault("--b\r\n" + String(repeating: "x", count: 5000)) == .tooMuchHeader)
        #expect(fault("--b\r\n" + String(repeating: "\r", count: 5000)) == .tooMuchHeader)
    }
}
