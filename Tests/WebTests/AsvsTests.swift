import Foundation
import Testing

/// docs/asvs.md says how far each requirement of OWASP's list is met. No number is left out, and whatever a line names is there.
struct AsvsTests {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every requirement of ASVS 5.0.0 by its level: a word for each section of a chapter, a digit for each number of a section.
    static let levels: [Int: String] = [
        1: "22 1111122223 112222222223 222 123", 2: "122 112 12223 23", 3: "3 113 12223 11222233 11122333 3 22333",
        4: "12233 23333 22 1222", 5: "2 112333 113 222", 6: "122 111111112222 11223333 112233 22222333 2223 33 2222",
        7: "222 1111 22 11222 223 22", 8: "1233 1123 133 23", 9: "111 1222", 10: "22 223 22223 1111122222233333 22222 22 222",
        11: "2233 22233 11233 1222 23 23 33", 12: "12233 11 22223", 13: "2333 222223 2233 1222233", 14: "22 12223333 122",
        15: "12233 12233 1222222 3333", 16: "2 22222 2222 222 2223", 17: "23 22223333 22",
    ]

    private enum Verdict: String, CaseIterable {
        case met = "Met"
        case part = "Part"
        case unmet = "Not met"
        case apart = "Does not apply"
    }

    private struct Line {
        let number: String
        let level: String
        let about: String
        let held: String

        /// A line that says nothing more begins with the file that holds it, or says in words what does.
        var verdict: Verdict {
            for verdict in [Verdict.part, .unmet, .apart] where held.hasPrefix(verdict.rawValue) { return verdict }
            return .met
        }

        /// Everything between backquotes, in order.
        var names: [String] { held.matches(of: /`([^`]+)`/).map { String($0.output.1) } }
        var files: [String] { names.filter { $0.contains(/^(Sources|Tests|Packs|docs|bin)\/|^Package.swift$/) } }
        var words: Int { held.replacing(/`[^`]+`/, with: "").split { !$0.isLetter }.count }
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOf: project.appending(path: path), encoding: .utf8)
    }

    private func rows() throws -> [[String]] {
        try text("docs/asvs.md").split(separator: "\n").filter { $0.hasPrefix("| ") }.map { line in
            line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
        }
    }

    private func lines() throws -> [Line] {
        try rows().filter { $0[0].contains(/^[0-9]/) }.map { cells in
            try #require(cells.count == 4, "\(cells)")
            return Line(number: cells[0], level: cells[1], about: cells[2], held: cells[3])
        }
    }

    @Test func everyNumberStandsOnceWithItsLevel() throws {
        let expected = AsvsTests.levels.sorted { $0.key < $1.key }.flatMap { chapter, sections in
            sections.split(separator: " ").enumerated().flatMap { section, digits in
                digits.enumerated().map { "\(chapter).\(section + 1).\($0 + 1) \($1)" }
            }
        }
        #expect(expected.count == 345)
        #expect(try lines().map { "\($0.number) \($0.level)" } == expected)
    }

    @Test func everyLineSaysWhatHoldsItOrWhyNot() throws {
        for line in try lines() {
            #expect(line.about.contains(/[A-Za-z]/), "\(line.number)")
            let files = line.files
            switch line.verdict {
            case .met: #expect(!files.isEmpty, "\(line.number) names no file")
            case .part:
                #expect(!files.isEmpty && line.words > 4, "\(line.number) names no file, or not what is missing")
            case .unmet, .apart: #expect(line.words > 3, "\(line.number) gives no reason")
            }
        }
    }

    /// A name that begins with a small letter and follows a file is a test there, or a word of that file.
    @Test func everyFileAndTestThatIsNamedIsThere() throws {
        for line in try lines() {
            var file: (path: String, text: String)?
            for name in line.names {
                if line.files.contains(name) {
                    file = (name, try #require(try? text(name), "\(line.number): there is no \(name)"))
                } else if name.contains(/^[a-z][A-Za-z0-9]{11,}$/) {
                    let (path, text) = try #require(file, "\(line.number): \(name) follows no file")
                    #expect(text.contains("func \(name)("), "\(line.number): \(path) has no \(name)")
                }
            }
        }
    }

    @Test func theSumsAreThoseOfTheLines() throws {
        let lines = try lines()
        for verdict in Verdict.allCases {
            let counts = (1...3).map { level in lines.count { $0.verdict == verdict && $0.level == "\(level)" } }
            let sums = [verdict.rawValue] + (counts + [counts.reduce(0, +)]).map(String.init)
            #expect(try rows().contains(sums), "it is \(sums)")
        }
    }

    /// Whoever adds a use of cryptography writes it into the list of docs/security.md, by its file.
    @Test func everyUseOfCryptographyIsListed() throws {
        let list = try text("docs/security.md")
        let folder = project.appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var found = 0
        for case let url as URL in files where url.pathExtension == "swift" {
            let source = try String(contentsOf: url, encoding: .utf8)
            guard source.contains(/(?m)^(package )?import (Crypto|CryptoExtras|CSodium)$/) else { continue }
            found += 1
            #expect(list.contains("`\(url.lastPathComponent)`"), "\(url.lastPathComponent) is not in docs/security.md")
        }
        #expect(found > 20)
    }
}
