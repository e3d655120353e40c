import Pack
import Register
import Store

/// The acts that answer a form of the pack: a section of the case, a record of a stage, a screening. What is not asked is a fault.
enum SectionActs {
    static let all: [AskedAct] = [answered, recorded, amended, screened]

    private static let answered = AskedAct(
        "answered", asks: { [.init("form", .code($0.sections.map(\.id.rawValue))), .init("answers", .answers)] },
        .reading { visit, read in
            guard let form = visit.country.form(FormID(visit.form.first("form"))) else { throw Fault.notFound }
            let shown = form.shown(to: read.permit, visit.store.policy)
            let change = try visit.changes(read.answers, to: shown, from: read.file.answers[form.id] ?? Answers())
            return .answered(form: form.id, answers: change)
        })

    private static let recorded = AskedAct(
        "recorded", asks: { [.init("form", .code($0.records.map(\.id.rawValue))), .init("answers", .answers)] },
        .reading { visit, read in
            let form = try shown(FormID(visit.form.first("form")), visit, read.permit)
            return .recorded(form: form.id, about: nil, answers: try visit.checked(read.answers, by: form))
        })

    private static let amended = AskedAct(
        "amended", about: "record", asks: { _ in [.init("answers", .answers)] },
        .reading { visit, read in
            guard let record = read.file.record(try visit.entry("id")) else { throw Refusal("noSuchRecord") }
            let form = try shown(record.form, visit, read.permit)
            return .amended(record.id, answers: try visit.changes(read.answers, to: form, from: record.answers))
        })

    private static let screened = AskedAct(
        "screened",
        asks: { country in
            [
                .init("form", .code(country.instruments.map(\.id.rawValue))), .init("answers", .answers),
                .init("conclusion", .code(Conclusion.allCases.map(\.rawValue))), .remark, .optional("again", .day),
            ]
        },
        .reading { visit, read in
            guard let instrument = visit.country.instrument(FormID(visit.form.first("form"))) else { throw Fault.notFound }
            let answers = try visit.checked(read.answers, by: instrument.form)
            return try ScreeningPages.concluded(visit, read.file, instrument, answers)
        })

    /// The form of a record that this permit may open, with the questions that it shows.
    private static func shown(_ id: FormID, _ visit: Visit, _ permit: Permit) throws -> Form {
        guard let form = visit.country.record(id), let keeping = form.keeping, permit.opens.contains(keeping.compartment) else {
            throw Fault.notFound
        }
        return form.shown(to: permit, visit.store.policy)
    }
}

extension Country {
    /// The forms that are sections of a case.
    var sections: [Form] { [opening, screening.form] + tasks }
}
