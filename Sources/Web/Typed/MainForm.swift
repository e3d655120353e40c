import Foundation

/// The first form of a page in which a worker types, or confirms what they typed: what stands in it goes along when another
/// language is chosen. Where a page has several, the script of the pages takes the one that was typed in last.
struct MainForm {
    static let name = "main-form"
    /// Where it is sent, without a query.
    let address: String
    /// The page, with the form under its name.
    let body: HTML

    /// Nil when nothing is typed there. Shape: markup of our own, read once from tag to tag as bytes, since it is done for every page.
    init?(in body: HTML) {
        var text = body.text
        let found = text.withUTF8 { bytes -> (tag: Int, action: Range<Int>)? in
            guard let tag = MainForm.place(in: bytes), let end = MainForm.find("</form>", in: bytes, from: tag),
                let token = MainForm.find("name=\"form-token\"", in: bytes, from: tag), token < end,
                let action = MainForm.find("action=\"", in: bytes, from: tag), action < end
            else { return nil }
            let start = action + 8
            return (tag, start..<(bytes[start..<end].firstIndex { $0 == 0x22 || $0 == 0x3F } ?? start))
        }
        guard let found else { return nil }
        let bytes = Array(text.utf8)
        address = String(decoding: bytes[found.action], as: UTF8.self)
        let place = found.tag + "<form".utf8.count
        let named = bytes[..<place] + Array(" id=\"\(MainForm.name)\"".utf8) + bytes[place...]
        self.body = HTML(markup: String(decoding: named, as: UTF8.self))
    }

    /// Where the first form begins that has an input which is not the page's own, or names a draft.
    private static func place(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var (at, form): (Int, Int?) = (0, nil)
        while let tag = next(UInt8(ascii: "<"), in: bytes, from: at) {
            at = tag + 1
            if begins("<form method=\"post\"", bytes, at: tag) { form = tag }
            if begins("</form>", bytes, at: tag) { form = nil }
            guard form != nil else { continue }
            if begins("<textarea", bytes, at: tag) || begins("<select", bytes, at: tag) { return form }
            guard begins("<input", bytes, at: tag) else { continue }
            let end = next(UInt8(ascii: ">"), in: bytes, from: at) ?? bytes.count
            let inside = UnsafeBufferPointer(rebasing: bytes[tag..<end])
            let isOwn = ["type=\"hidden\"", "type=\"file\""].contains { find($0, in: inside, from: 0) != nil }
            if !isOwn || find("name=\"draft\"", in: inside, from: 0) != nil { return form }
        }
        return nil
    }

    private static func next(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress, let found = memchr(base + start, Int32(byte), bytes.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    private static func begins(_ text: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        guard let base = bytes.baseAddress, place + text.utf8CodeUnitCount <= bytes.count else { return false }
        return memcmp(base + place, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    private static func find(_ text: StaticString, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var at = start
        while let place = next(text.utf8Start.pointee, in: bytes, from: at) {
            if begins(text, bytes, at: place) { return place }
            at = place + 1
        }
        return nil
    }
}
