import Foundation
import Testing
@testable import Web

/// A page or a command that nobody wrote down fails here.
struct DocumentationTests {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func everyPageIsDocumented() throws {
        let text = try String(contentsOf: project.appending(path: "docs/pages.md"), encoding: .utf8)
        #expect(Set(Routes.all.map(\.path)).filter { !text.contains("`\($0)`") }.sorted() == [])
    }

    /// Two rows of one page contradict each other sooner or later.
    @Test func noPageIsDocumentedTwice() throws {
        let text = try String(contentsOf: project.appending(path: "docs/pages.md"), encoding: .utf8)
        let named = text.matches(of: /(?m)^\| ([^|]+) \|/).flatMap { row in
            row.output.1.matches(of: /`([^`]+)`/).map { String($0.output.1) }
        }
        #expect(Dictionary(grouping: named) { $0 }.filter { $0.value.count > 1 }.keys.sorted() == [])
    }

    @Test func everyCommandAndItsOptionsAreDocumented() throws {
        let text = try String(contentsOf: project.appending(path: "docs/commands.md"), encoding: .utf8)
        let folder = project.appending(path: "Sources/anse")
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            let source = try String(contentsOf: file, encoding: .utf8)
            let options = source.matches(of: /@(?:Option|Flag)\([^\n]*\)\s+var ([a-zA-Z]+)/).map { String($0.output.1) }
            for option in options where option != "output" {
                let flag = "--" + option.replacing(/[A-Z]/) { "-" + $0.output.lowercased() }
                #expect(text.contains(flag), "\(flag) of \(file.lastPathComponent) is not in docs/commands.md")
            }
            for name in source.matches(of: /commandName: "([a-z-]+)"/).map({ String($0.output.1) }) where name != "anse" {
                #expect(text.contains(name), "\(name) is not in docs/commands.md")
            }
        }
    }

    @Test func everyKeyOfAPackIsDocumented() throws {
        let text = try String(contentsOf: project.appending(path: "docs/pack.md"), encoding: .utf8)
        for country in ["saint-lucia", "demo-land"] {
            let pack = try String(contentsOf: project.appending(path: "Packs/\(country)/pack.yml"), encoding: .utf8)
            for key in pack.matches(of: /(?m)^([A-Za-z]+):/).map({ String($0.output.1) }) {
                #expect(text.contains("`\(key)`"), "\(key) of \(country) is not in docs/pack.md")
            }
        }
    }
}
