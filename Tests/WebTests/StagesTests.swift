import Foundation
import HTTPTypes
import Pack
import Register
import Testing
@testable import Web

/// docs/stages.md says how each stage is worked. Whatever it names is there, and every deadline of the pack stands in it.
struct StagesTests {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private struct Row {
        let stage: Int
        let page: String
        let action: String
        let ability: String
        let refusal: String
        let sentence: String
        let deadlines: [String]
        let does: String
        let refuses: String
    }

    private func rows() throws -> [Row] {
        let text = try String(contentsOf: project.appending(path: "docs/stages.md"), encoding: .utf8)
        return try text.split(separator: "\n").filter { $0.contains(/^\| [0-9]/) }.map { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map {
                String($0.trimmingPrefix(" "))
            }
            try #require(cells.count == 8, "\(line)")
            func codes(_ cell: Int) -> [String] { cells[cell].matches(of: /`([^`]+)`/).map { String($0.output.1) } }
            func code(_ cell: Int) throws -> String { try #require(codes(cell).first, "\(line)") }
            let sentence = cells[4].split(separator: "`", maxSplits: 2).last.map { $0.trimmingCharacters(in: .whitespaces) }
            return Row(
                stage: try #require(Int(cells[0].prefix { $0.isNumber })), page: try code(1), action: try code(2),
                ability: try code(3), refusal: try code(4), sentence: sentence ?? "", deadlines: codes(5), does: try code(6),
                refuses: try code(7))
        }
    }

    private func country() throws -> Country { try Country(at: project.appending(path: "Packs/saint-lucia")) }

    @Test func everyStageIsThereWithItsPageAndItsWords() throws {
        let rows = try self.rows()
        let words = try country().words
        let pages = Set(Routes.all.filter { $0.method == .get }.map(\.path))
        #expect(Set(rows.map(\.stage)) == Set(0...13))
        for row in rows {
            #expect(pages.contains(row.page), "\(row.page) is no page")
            #expect(words.say(row.refusal, "en") == row.sentence, "stage \(row.stage): the words of \(row.refusal) are others")
        }
    }

    /// By the file of recorded shapes, which holds every act there is.
    @Test func everyActionIsOneOfItsChronicleAndNeedsWhatTheTableSays() throws {
        func lines(_ name: String) throws -> [Data] {
            let file = project.appending(path: "Tests/RegisterTests/Shapes/\(name).jsonl")
            return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { Data($0.utf8) }
        }
        var abilities = try lines("case").reduce(into: [String: String]()) { found, line in
            let action = try JSONDecoder().decode(CaseAction.self, from: line)
            found[action.word] = action.ability.rawValue
        }
        #expect(abilities.count > 40)
        for (name, duty) in [("concern", ["reported": Duty.report, "triaged": .triage]), ("incident", ["brought": .incidents])] {
            let known = try lines(name).compactMap { try JSONSerialization.jsonObject(with: $0) as? [String: Any] }.flatMap(\.keys)
            for (word, duty) in duty where known.contains(word) { abilities[word] = duty.rawValue }
        }
        for row in try rows() { #expect(abilities[row.action] == row.ability, "stage \(row.stage): \(row.action)") }
    }

    @Test func everyDeadlineOfThePackStandsInItsStage() throws {
        let rules = try country().practice.deadlines
        let rows = try self.rows()
        // A rule with several times is one in the pack's file.
        let named = { (rule: Deadline) in String(rule.id.rawValue.split(separator: ".")[0]) }
        let stages = rules.reduce(into: [String: Int]()) { $0[named($1)] = $1.stage }
        let written = rows.flatMap { row in row.deadlines.map { ($0, row.stage) } }
        #expect(written.count == Set(written.map(\.0)).count, "each stands in one row")
        #expect(Dictionary(uniqueKeysWithValues: written) == stages)
    }

    /// The test that is refused names the refusal in its own lines.
    @Test func everyTestThatIsNamedIsThere() throws {
        let folder = project.appending(path: "Tests")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        let sources = try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map {
            try String(contentsOf: $0, encoding: .utf8)
        }
        func lines(of test: String) -> String? {
            for source in sources {
                guard let start = source.range(of: "@Test func \(test)(") else { continue }
                let end = source.range(of: "\n    }\n", range: start.upperBound..<source.endIndex)
                return String(source[start.lowerBound..<(end?.lowerBound ?? source.endIndex)])
            }
            return nil
        }
        for row in try rows() {
            #expect(lines(of: row.does) != nil, "there is no test \(row.does)")
            let refused = try #require(lines(of: row.refuses), "there is no test \(row.refuses)")
            let reason = row.refusal.split(separator: ".").last ?? ""
            #expect(refused.contains(reason), "\(row.refuses) does not meet \(row.refusal)")
        }
    }
}
