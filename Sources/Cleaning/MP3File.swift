/// An MP3 recording without the tags around it.
///
/// Source: ISO 11172-3 2.4.1 (frames); ID3v2.4 section 3.1; ID3v1; APEv2.
enum MP3File {
    static func clean(_ bytes: [UInt8]) throws(AttachmentRefusal) -> Cleaned {
        var (start, end) = (0, bytes.count)
        while bytes[start..<end].starts(with: "ID3".utf8) {
            var head = ByteReader(bytes, from: start + 5, to: end)
            guard let flags = head.byte(), let size = head.take(4), size.allSatisfy({ $0 < 0x80 }) else { throw .damaged(.mp3) }
            let length = 10 + size.reduce(0) { $0 << 7 | Int($1) } + (flags & 0x10 == 0 ? 0 : 10)
            guard length <= end - start else { throw .damaged(.mp3) }
            start += length
        }
        while start < end, bytes[start] == 0 { start += 1 }
        guard hasFrame(bytes, at: start) else { throw .damaged(.mp3) }
        end = lastFrame(bytes, from: start)
        guard hasFrame(Array(bytes[start..<end]), at: 0) else { throw .damaged(.mp3) }
        return Cleaned(bytes: Array(bytes[start..<end]), removed: start > 0 || end < bytes.count ? [.words] : [])
    }

    /// Where the frames that follow one another end; whatever stands behind them is no sound.
    private static func lastFrame(_ bytes: [UInt8], from start: Int) -> Int {
        var at = start
        while let length = frameLength(bytes, at: at), at + length <= bytes.count { at += length }
        return at
    }

    /// Whether a whole frame, and another one after it, stand here.
    static func hasFrame(_ bytes: [UInt8], at start: Int) -> Bool {
        guard let length = frameLength(bytes, at: start) else { return false }
        return frameLength(bytes, at: start + length) != nil
    }

    private static func frameLength(_ bytes: [UInt8], at start: Int) -> Int? {
        var reader = ByteReader(bytes, from: start)
        guard let head = reader.big(4), head >> 21 == 0x7FF, head >> 17 & 3 == 1, head >> 19 & 3 != 1 else { return nil }
        let isFirst = head >> 19 & 3 == 3
        let rates =
            isFirst
            ? [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
            : [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
        let (rate, pitch) = (head >> 12 & 15, head >> 10 & 3)
        guard (1...14).contains(rate), pitch < 3 else { return nil }
        let hertz = [44_100, 48_000, 32_000][pitch] >> (isFirst ? 0 : head >> 19 & 3 == 2 ? 1 : 2)
        return (isFirst ? 144_000 : 72_000) * rates[rate - 1] / hertz + (head >> 9 & 1)
    }
}
