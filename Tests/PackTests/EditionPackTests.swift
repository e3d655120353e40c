import Foundation
@testable import Pack
import Register
import Testing

/// What differs between two editions of a pack, and which of it decides trust.
struct EditionPackTests {
    private func folder() -> PackFolder { PackFolder(at: PackTests.root.appending(path: "Packs/saint-lucia")) }

    private func changed(_ folder: PackFolder, _ file: String, _ change: (String) -> String) throws -> PackFolder {
        var files = folder.files
        files[file] = Data(change(String(decoding: try #require(files[file]), as: UTF8.self)).utf8)
        return PackFolder(files: files)
    }

    @Test func aPackFromItsBytesIsThePackOfItsFolder() throws {
        let folder = folder()
        #expect(PackFolder(archive: folder.archive) == folder && folder.files.count > 50)
        #expect(PackFolder(archive: folder.archive.dropLast()) == nil)
        let (one, two) = (try Country(folder), try Country(at: PackTests.root.appending(path: "Packs/saint-lucia")))
        #expect(one.name == two.name && one.policy.roles == two.policy.roles && one.practice == two.practice)
        #expect(throws: PackProblems.self) { try Country(PackFolder(files: [:])) }
    }

    @Test func aFolderThatIsTooLargeIsRefusedAndNotRead() throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "pack-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: place) }
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let file = place.appending(path: "pack.yml")
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: UInt64(PackFolder.most + 1))
        try handle.close()
        let found = #expect(throws: PackProblems.self) { try Country(at: place) }
        #expect(found?.faults.count == 1 && found?.faults.first?.problem.contains("MB") == true)
    }

    @Test func rowsAndKeysThatCameChangedOrWentAreNamed() throws {
        let before = folder()
        var after = try changed(before, "agencies.csv") { text in
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            lines.remove(at: 1)
            return lines.joined(separator: "\n")
        }
        after = try changed(after, "roles.yml") { $0.replacing("duties: [train]", with: "duties: [train, export]") }
        var files = after.files
        files["words/xx.yml"] = Data("a: b\n".utf8)
        let difference = PackDifference(from: before, to: PackFolder(files: files))
        #expect(difference.files == ["agencies.csv", "roles.yml", "words/xx.yml"])
        let lines = difference.parts.map(\.lines)
        #expect(lines[0].count == 1 && lines[0][0].hasPrefix("- "))
        #expect(lines[1] == ["training-officer.duties: \"train\" -> \"train, export\""])
        #expect(lines[2] == ["+ a new file"])
        #expect(PackDifference(from: before, to: before).parts.isEmpty)
    }

    @Test func whatDecidesTrustIsToldByItsMeaning() throws {
        let before = folder()
        let country = try Country(before)
        func trust(_ file: String, _ change: (String) -> String) throws -> [TrustTerms] {
            TrustTerms.changed(from: country, to: try Country(try changed(before, file, change)))
        }
        #expect(try trust("roles.yml") { $0 + "\n# a comment\n" } == [])
        #expect(try trust("roles.yml") { $0.replacing("duties: [train]", with: "duties: [train, export]") } == [.roles])
        #expect(try trust("pack.yml") { $0.replacing("glassHours: 4", with: "glassHours: 400") } == [.rules])
        #expect(try trust("holidays.csv") { $0 + "2031-01-02,A holiday\n" } == [])
        #expect(TrustTerms.changed(from: country, to: country) == [])
    }
}
