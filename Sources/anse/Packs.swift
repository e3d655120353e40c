import ArgumentParser
import Exchange
import Foundation
import Pack
import Register

/// A country's forms in and out, for those who make surveys with other programs.
struct Packs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack", abstract: "Accept another edition of the pack, bring a survey into it, or give forms out as one.",
        subcommands: [AcceptPack.self, ImportXLSForm.self, ExportXLSForm.self])
}

struct ImportXLSForm: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-xlsform", abstract: "Add the questions of an XLSForm survey (.xlsx) to a pack.")
    @Argument(help: "The survey, a workbook with the sheets survey and choices.", completion: .file()) var file: String
    @Option(help: "The country's pack folder.", completion: .directory) var pack = "Packs/saint-lucia"
    @Option(help: "The name of the form; else the survey's own id, or its file name.") var form: String?
    @Flag(help: "Replace a form of the same name.") var replace = false
    @Flag(help: "Write the report as JSON.") var json = false

    private struct Report: Encodable {
        let forms: [String]
        let questions: Int
        let lists: Int
        let leftOut: [String]
        let files: [String]
        let untranslated: Int
    }

    func run() async throws {
        try await anse.run {
            guard let data = FileManager.default.contents(atPath: file) else {
                throw Problem("\(file) cannot be read; check the path")
            }
            let survey = try XLSForm(data, form: form, fileName: URL(filePath: file).deletingPathExtension().lastPathComponent)
            for note in survey.leftOut { tell("left out: \(note)") }
            let added = try survey.add(to: URL(filePath: pack), replacing: replace)
            if json {
                try printJSON(
                    Report(
                        forms: survey.formIDs, questions: survey.questions, lists: survey.listCount, leftOut: survey.leftOut,
                        files: added.files, untranslated: added.untranslated))
            }
            tell(
                "\(survey.questions) questions and \(survey.listCount) lists; wrote \(added.files.joined(separator: ", ")) in \(pack)."
            )
            tell("To ask it with every case, add \(survey.formIDs.joined(separator: ", ")) to \"forms\" in pack.yml.")
            if added.untranslated > 0 {
                tell("\(added.untranslated) texts are still in English only; see them with: anse check-pack --notes \(pack)")
            }
        }
    }
}

struct ExportXLSForm: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-xlsform", abstract: "Write forms of a pack as an XLSForm survey (.xlsx).")
    @Argument(help: "The forms; without any, all of them.") var forms: [String] = []
    @Option(help: "The country's pack folder.", completion: .directory) var pack = "Packs/saint-lucia"
    @Option(name: [.short, .long], help: "The workbook to write.", completion: .file()) var output: String

    func run() async throws {
        try await anse.run {
            let country = try Country(at: URL(filePath: pack))
            let ids = forms.isEmpty ? country.everyForm.map(\.id) : forms.map { FormID($0) }
            let file = try XLSForm.workbook(ids, of: country).file()
            try OutputFile(output, mode: 0o644).write(file)
            tell("\(ids.count) forms; wrote \(output)")
        }
    }
}
