import Foundation
import Testing
@testable import Cleaning

/// Pictures, films and papers made to hurt.
struct HostileFileTests {
    private func refusal(_ bytes: [UInt8]) -> AttachmentRefusal? {
        do throws(AttachmentRefusal) {
            _ = try Intake.accept(Data(bytes), claimedName: nil)
            return nil
        } catch { return error }
    }

    /// A box in a box in a box: each level was a call within a call.
    @Test func aFilmOfNestedBoxesIsDamaged() {
        var film: [UInt8] = [0, 0, 0, 16] + Array("ftypisom".utf8) + [0, 0, 0, 0]
        let depth = 200_000
        for level in 0..<depth {
            film.append(big: 8 * (depth - level), 4)
            film += Array("moov".utf8)
        }
        #expect(refusal(film) == .damaged(.mp4))
    }

    @Test func aFilmOfTooManyBoxesIsABomb() {
        var film: [UInt8] = [0, 0, 0, 16] + Array("ftypisom".utf8) + [0, 0, 0, 0]
        for _ in 0..<250_000 { film += [0, 0, 0, 8] + Array("mdat".utf8) }
        #expect(refusal(film) == .bomb)
    }

    @Test func aPictureOfTooManyPiecesIsABomb() {
        var chunk: [UInt8] = [0, 0, 0, 0] + Array("tEXt".utf8)
        chunk.append(big: CRC32.of(Array("tEXt".utf8)), 4)
        let png = Sample.png(width: 1, height: 1, extra: [])
        let bytes = Array(png.prefix(33)) + [[UInt8]](repeating: chunk, count: 60_000).flatMap(\.self) + png.dropFirst(33)
        #expect(refusal(bytes) == .bomb)
        var webp: [UInt8] = []
        for _ in 0..<60_000 { webp += Array("JUNK".utf8) + [0, 0, 0, 0] }
        var head = Array("RIFF".utf8)
        head.append(little: webp.count + 4, 4)
        #expect(refusal(head + Array("WEBP".utf8) + webp) == .bomb)
    }

    @Test func aGIFOfManyPixelsIsABomb() {
        var gif = Array("GIF89a".utf8) + [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 0, 0, 0x3B]
        #expect(refusal(gif) == .bomb)
        gif.replaceSubrange(6..<10, with: [1, 0, 1, 0])
        #expect(refusal(gif) == nil)
        gif.replaceSubrange(18..<22, with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(refusal(gif) == .bomb)
    }

    @Test(arguments: [
        Array("GIF89a".utf8), [0xFF, 0xD8, 0xFF], [0xFF, 0xD8] + [UInt8](repeating: 0xFF, count: 100_000), PNGHead.bytes,
    ])
    func aPictureThatEndsAtOnceIsDamaged(_ bytes: [UInt8]) {
        guard case .damaged? = refusal(bytes) else {
            Issue.record("\(String(describing: refusal(bytes)))")
            return
        }
    }

    enum PNGHead { static let bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] }

    /// A paper that is all strokes, each the beginning of a name.
    @Test(arguments: ["/", "/E", "/#4", "/JavaScrip "])
    func aPaperOfStrokesIsReadInTime(_ stroke: String) {
        let body = String(repeating: stroke, count: 2 << 20 / stroke.utf8.count)
        let start = ContinuousClock.now
        #expect(refusal(Array("%PDF-1.7\n\(body)\nstartxref\n9\n%%EOF\n".utf8)) == nil)
        #expect(ContinuousClock.now - start < .seconds(10))
        #expect(refusal(Array("%PDF-1.7\n\(body)/J#61vaScript\nstartxref\n9\n%%EOF\n".utf8)) == .active(found: "JavaScript"))
    }
}
