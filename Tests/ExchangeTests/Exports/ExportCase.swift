import Foundation
import OrderedCollections
import Pack
import Register

extension CaseFile {
    /// As whoever holds the key takes it out.
    func whole(_ country: Country) -> SeenCase {
        SeenCase(self, to: .withKey(Actor(account: .anybody, agency: "police", role: "auditor")), by: country.policy)
    }
}

/// Cases as they are after some answers, for tests of what leaves.
struct ExportCase {
    let country: Country

    init(_ pack: String = "saint-lucia") throws {
        let project = (0..<4).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }
        country = try Country(at: project.appending(path: "Packs/\(pack)"))
    }

    /// Opened on a day, with answers to forms and records, each under the form that asks them.
    func file(_ answers: [FieldID: Answer], opened: String = "2026-06-01", records: [(FormID, Answers)] = []) -> CaseFile {
        var file = CaseFile()
        var sequence = 0
        let at = Moment(seconds: (Day(opened)?.number ?? 0) * 86_400 + 12 * 3600)
        func record(_ action: CaseAction) {
            sequence += 1
            let stamp = Stamp(author: AccountID(uuid: UUID()), agency: country.agencies[0].code, node: "t", at: at, pack: "t")
            file.apply(Entry(id: EntryID(uuid: UUID()), sequence: sequence, stamp: stamp, action: action))
        }
        record(.opened(number: "N-1", form: country.opening.id, answers: Answers()))
        for form in country.everyForm {
            let own = Answers(form.fields.reduce(into: [:]) { found, field in found[field.id] = answers[field.id] })
            if !own.isEmpty { record(.answered(form: form.id, answers: own)) }
        }
        for (form, answers) in records { record(.recorded(form: form, about: nil, answers: answers)) }
        return file
    }

    func format(_ id: String) throws -> ExportFormat {
        guard let format = country.practice.exports.format(id) else { throw CocoaError(.featureUnsupported) }
        return format
    }

    /// The cells of one case by the names of their columns.
    func cells(_ id: String, _ file: CaseFile) throws -> [String: String] {
        let format = try format(id)
        guard case .columns(let columns) = format.shape else { return [:] }
        let row = format.row(of: file, by: country.practice.exports, in: country.zone)
        return Dictionary(uniqueKeysWithValues: zip(columns.map(\.name), row))
    }
}
