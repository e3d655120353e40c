import Foundation

/// The first form of a page in which a worker types, or confirms what they typed: what stands in it goes along when another
/// language is chosen. Where a page has several, the script of the pages takes the one that was typed in last.
struct MainForm {
    static let name = "main-form"
    /// Where it is sent, without a query.
    let address: String
    /// The page, with the form under its name.
    let body: HTML

    /// Nil when nothing is typed there. Shape: markup of our own, read as bytes, since it is done for every page.
    init?(in body: HTML) {
        var text = body.text
        let found = text.withUTF8 { bytes -> (tag: Int, action: Range<Int>)? in
            var at = 0
            while let tag = MainForm.find("<form method=\"post\"", in: bytes, from: at),
                let end = MainForm.find("</form>", in: bytes, from: tag)
            {
                let form = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[tag..<end])
                if MainForm.takesWords(form), let action = MainForm.find("action=\"", in: bytes, from: tag), action < end {
                    let start = action + 8
                    return (tag, start..<(bytes[start..<end].firstIndex { $0 == 0x22 || $0 == 0x3F } ?? start))
                }
                at = end
            }
            return nil
        }
        guard let found else { return nil }
        let bytes = Array(text.utf8)
        address = String(decoding: bytes[found.action], as: UTF8.self)
        let place = found.tag + "<form".utf8.count
        let named = bytes[..<place] + Array(" id=\"\\(MainForm.name)\"".utf8) + bytes[place...]
        self.body = HTML(markup: String(decoding: named, as: UTF8.self))
    }

    private static func takesWords(_ form: UnsafeRawBufferPointer) -> Bool {
        let bytes = form.bindMemory(to: UInt8.self)
        guard find("name=\"form-token\"", in: bytes, from: 0) != nil else { return false }
        return [
            "<textarea", "<select", "type=\"text\"", "type=\"radio\"", "type=\"checkbox\"", "type=\"search\"", "type=\"tel\"",
            "type=\"number\"", "type=\"email\"", "type=\"date\"", "name=\"draft\"", "maxlength=", "autocomplete=", "inputmode=",
        ].contains { find($0, in: bytes, from: 0) != nil }
    }

    private static func find(_ text: StaticString, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var at = start
        let length = text.utf8CodeUnitCount
        while at + length <= bytes.count,
            let found = memchr(base + at, Int32(text.utf8Start.pointee), bytes.count - length - at + 1)
        {
            at = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if memcmp(base + at, text.utf8Start, length) == 0 { return at }
            at += 1
        }
        return nil
    }
}
