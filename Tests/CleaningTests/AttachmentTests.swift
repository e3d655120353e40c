import Cleaning
import Foundation
import Testing

/// What comes from outside is known by its content, loses what it tells on the side, or stays out.
struct AttachmentTests {
    private func refusal(_ bytes: [UInt8], _ name: String? = nil) -> AttachmentRefusal? {
        do throws(AttachmentRefusal) {
            _ = try Intake.accept(Data(bytes), claimedName: name)
            return nil
        } catch { return error }
    }

    @Test(arguments: Sample.all) func eachKindIsKnownAndKept(_ sample: Sample) throws {
        let taken = try Intake.accept(Data(sample.bytes), claimedName: "evidence." + sample.ending)
        #expect(taken.kind == sample.kind)
        #expect(taken.name == "evidence." + sample.ending)
        #expect(FileKind.of(sample.bytes) == sample.kind)
    }

    /// The secret stands in every place where programs leave one; the control is that it was there.
    @Test(arguments: Sample.all.filter { $0.hasSecret }) func whatIsToldOnTheSideIsGone(_ sample: Sample) throws {
        #expect(Sample.isSecret(sample.bytes))
        let taken = try Intake.accept(Data(sample.bytes), claimedName: nil)
        #expect(!Sample.isSecret(Array(taken.bytes)))
        #expect(!taken.removed.isEmpty)
        #expect(taken.digest != taken.digestAsSent)
        let again = try Intake.accept(taken.bytes, claimedName: nil)
        #expect(again.bytes == taken.bytes)
        #expect(again.removed.isEmpty)
    }

    @Test func aPictureStaysTheRightWayUp() throws {
        for sample in [Sample.jpeg, .png, .webp] {
            let taken = try Intake.accept(Data(sample.bytes), claimedName: nil)
            #expect(taken.removed.isSuperset(of: [.device, .place, .words]), "\(sample)")
            let turned = Data([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6])
            #expect(taken.bytes.range(of: turned) != nil, "\(sample)")
        }
    }

    /// Cut anywhere, a file is refused or comes out clean; never does it end the program.
    @Test(arguments: Sample.all) func everyPrefixIsRefusedOrClean(_ sample: Sample) {
        for count in 0..<sample.bytes.count {
            guard let taken = try? Intake.accept(Data(sample.bytes.prefix(count)), claimedName: nil) else { continue }
            #expect(!sample.hasSecret || !Sample.isSecret(Array(taken.bytes)), "\(sample) cut at \(count)")
        }
    }

    /// One changed byte: refused, or what comes out is a file of its kind that passes again unchanged.
    @Test(arguments: Sample.all) func everyChangedByteIsRefusedOrClean(_ sample: Sample) {
        for at in sample.bytes.indices {
            for change: UInt8 in [0x01, 0x15, 0x80, 0xFF] {
                var bytes = sample.bytes
                bytes[at] ^= change
                guard let taken = try? Intake.accept(Data(bytes), claimedName: nil) else { continue }
                let again = try? Intake.accept(taken.bytes, claimedName: nil)
                #expect(again?.bytes == taken.bytes, "\(sample) changed at \(at) by \(change)")
                if sample.kind == .png || sample.kind == .jpeg {
                    #expect(!Sample.isSecret(Array(taken.bytes)), "\(sample) at \(at) by \(change)")
                }
            }
        }
    }

    @Test func sizeIsLimitedAndNothingIsNoFile() {
        #expect(refusal([]) == .empty)
        #expect(refusal(Array(repeating: 0x61, count: 50 << 20), "big.txt") == .tooLarge(limit: Intake.limit))
        #expect(refusal(Array(repeating: 0x61, count: Intake.limit)) == nil)
        #expect(refusal(Array(repeating: 0x61, count: Intake.limit + 1)) == .tooLarge(limit: Intake.limit))
        #expect(AttachmentRefusal.tooLarge(limit: Intake.limit).holes == ["limit": "20"])
    }

    @Test func aNameMayNotContradictTheContent() throws {
        #expect(refusal(Sample.jpeg.bytes, "photo.pdf") == .wrongType(found: .jpeg, claimed: "pdf"))
        #expect(refusal(Sample.pdf.bytes, "run.exe") == .wrongType(found: .pdf, claimed: "exe"))
        #expect(refusal(Array("rem".utf8), "run.bat") == .wrongType(found: .text, claimed: "bat"))
        #expect(refusal(Sample.docx.bytes, "letter.docm") == .macros)
        #expect(refusal(Sample.jpeg.bytes, "PHOTO.JPEG") == nil)
        #expect(try Intake.accept(Data(Sample.jpeg.bytes), claimedName: "no ending").name == "no ending.jpg")
        #expect(try Intake.accept(Data(Sample.jpeg.bytes), claimedName: "../../C:\\a\\\u{202E}gnp.jpg").name == "gnp.jpg")
        #expect(try Intake.accept(Data(Sample.jpeg.bytes), claimedName: nil).name == "file.jpg")
        #expect(try Intake.accept(Data(Sample.jpeg.bytes), claimedName: "Èske 12.3.2026").name == "Èske 12.3.2026.jpg")
    }

    @Test(arguments: [
        ("<!DOCTYPE html><p>", "HTML"), ("  <script>alert(1)</script>", "HTML"), ("<svg onload='x'/>", "SVG"),
        ("<?xml version='1.0'?><svg/>", "SVG"), ("<?xml version='1.0'?><a/>", "XML"), ("#!/bin/sh\nrm", "SCRIPT"),
        ("<?php x", "SCRIPT"),
        ("\u{7F}ELF\u{0}", "ELF"), ("MZ\u{0}\u{1}", "EXE"), ("{\\rtf1", "RTF"), ("\u{0}\u{0}\u{0}\u{18}ftypheic\u{0}", "HEIC"),
    ])
    func whatRunsOrHidesIsNamedAndRefused(_ text: String, _ found: String) {
        #expect(refusal(Array(text.utf8), "note.txt") == .notAllowed(found: found))
    }

    @Test func textIsUTF8WithoutControls() {
        #expect(refusal([0xFF, 0xFE, 0x41, 0]) == .unknown)
        #expect(refusal([0x41, 0, 0x42]) == .unknown)
        #expect(refusal([0xE9, 0x74, 0xE9]) == .unknown)
        #expect(FileKind.of("Kwéyòl\r\n\tok".utf8) == .text)
        #expect(FileKind.of("a;b\n\"x;\ny\";2\n".utf8) == .csv)
        #expect(FileKind.of("Dear Sir, hello\nyes\n".utf8) == .text)
    }

    @Test(arguments: [
        ("/S /JavaScript /JS (x)", AttachmentRefusal.active(found: "JavaScript")),
        ("/S/J#61vaScript", .active(found: "JavaScript")),
        ("/S /Launch", .active(found: "Launch")), ("/Type /EmbeddedFile", .active(found: "EmbeddedFile")),
        ("/Encrypt 5 0 R", .locked(.pdf)),
    ])
    func aPDFThatRunsOrCarriesSomethingIsRefused(_ part: String, _ expected: AttachmentRefusal) {
        #expect(refusal(Sample.pdf(part)) == expected)
        #expect(refusal(Sample.pdf("/JavaScripts /Launcher")) == nil)
    }

    @Test func aDocumentWithMacrosALockOrAWayOutIsRefused() {
        let main = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")]
        #expect(refusal(Zip.file(main)) == nil)
        #expect(refusal(Zip.file(main + [("word/vbaProject.bin", "x")])) == .macros)
        #expect(
            refusal(Zip.file([("[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled.main+xml"), main[1]]))
                == .macros)
        #expect(refusal(Zip.file(main, flags: 1)) == .locked(.docx))
        for name in ["../evil", "/etc/passwd", "a\\b", "word/../../x", "WORD/document.xml"] {
            #expect(refusal(Zip.file(main + [(name, "x")])) == .notAllowed(found: "ZIP"), "\(name)")
        }
        #expect(refusal(Zip.file([("a.txt", "x")]), "a.docx") == .notAllowed(found: "ZIP"))
        #expect(refusal(Zip.file(main) + [0]) == .notAllowed(found: "ZIP"))
    }

    @Test func aBombIsRefusedBeforeItUnfolds() {
        let main = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")]
        let tight = Zip.zeros(megabytes: 120)
        #expect(tight.count < 1 << 20)
        #expect(refusal(Zip.file(main, folded: ("word/media/a.bmp", tight, 120 << 20))) == .bomb)
        #expect(refusal(Zip.file(main, folded: ("word/media/a.bmp", Zip.zeros(megabytes: 12), 12 << 20))) == .bomb)
        #expect(refusal(Zip.file(main + (0..<1001).map { ("word/\($0)", "") })) == .bomb)
        // It says that it is small: found out while it unfolds, and stopped.
        #expect([.bomb, .damaged(.docx)].contains(refusal(Zip.file(main, folded: ("word/media/a.bmp", tight, 1000)))))
        #expect(refusal(Sample.png(width: 60_000, height: 60_000)) == .bomb)
    }

    @Test func everyReasonHasItsOwnKey() {
        let all: [AttachmentRefusal] = [
            .empty, .tooLarge(limit: 1), .notAllowed(found: ""), .unknown, .wrongType(found: .pdf, claimed: ""), .damaged(.pdf),
            .bomb, .macros,
            .active(found: ""), .locked(.pdf),
        ]
        #expect(Set(all.map(\.key)).count == all.count)
    }
}
