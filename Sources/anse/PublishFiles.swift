import ArgumentParser
import Exchange
import Foundation
import Pack
import Register

extension Publish {
    /// The files of published figures, made anew from the signed document: whoever holds it can compare.
    struct Files: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make every file of published figures from their JSON document.",
            discussion: "The same document and pack give the same bytes as the public page. docs/formats.md describes each file.")
        @Argument(help: "The document, as the public page gives it out (figures-YEAR-vVERSION.json).", completion: .file())
        var document: String
        @Option(help: "The country's pack folder.", completion: .directory) var pack = "Packs/saint-lucia"
        @Option(name: [.short, .long], help: "The folder to write into; it is made when it is missing.", completion: .directory)
        var output = "."

        func run() async throws {
            try await anse.run {
                guard let bytes = FileManager.default.contents(atPath: document) else {
                    throw Problem("cannot read \(document); check that it is there and that you may read it")
                }
                guard let figures = try? PublishedFigures(document: bytes) else {
                    throw Problem("\(document) is no document of published figures; docs/formats.md says what one looks like")
                }
                let country = try Country(at: URL(filePath: pack))
                let folder = URL(filePath: output)
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                for kind in FiguresFile.all(of: figures) {
                    let name = kind.name(of: figures)
                    try OutputFile(folder.appending(path: name).path, mode: 0o644).write(kind.bytes(of: figures, country))
                    print(name)
                }
            }
        }
    }
}
