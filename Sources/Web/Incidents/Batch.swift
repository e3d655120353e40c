import Pack
import Register
import Store

/// Some people of one incident who are screened on one page, with one instrument.
struct Batch {
    /// How many stand on a page.
    static let size = 12

    let visit: Visit
    let incident: SeenIncident
    let instrument: Instrument
    let sitting: Sitting

    init(_ visit: Visit) async throws {
        self.visit = visit
        incident = try await visit.incident()
        guard let instrument = visit.country.instrument(FormID(try visit.named("form"))) else { throw Fault.notFound }
        self.instrument = instrument
        sitting = Sitting(visit, "/incidents/\(incident.number)/screenings/\(instrument.id)", instrument.form.title)
    }

    var path: String { sitting.page }
    var crumb: HTML {
        "\(visit.crumb(incident))<p><a href=\"/incidents/\(incident.number)/screenings\">\(visit.say("batch.choose"))</a></p>"
    }

    /// Whoever is not screened yet and whom this worker may screen with an instrument for their age.
    static func waiting(_ people: [PersonLine], _ audience: Instrument.Audience) -> [String] {
        people.filter {
            $0.headway == .unscreened && $0.mayScreen && audience != ($0.isChild ? .adult : .child)
        }.map(\.number)
    }

    func waiting() throws -> [String] { Batch.waiting(try visit.people(of: incident), instrument.audience) }

    /// The cases of a page, as this worker may know them; what is not of this incident is left out. Each is a look.
    func files(_ numbers: [String]) throws -> [SeenCase] {
        try visit.store.readAll(numbers, of: incident, as: try visit.actor(), for: .casework, at: visit.now)
            .filter { $1.may.contains(.screen) && CaseFile.isAllowed(.screen, when: $0.status) }.map(\.file)
    }

    /// The heading of one person.
    func title(_ file: SeenCase) -> String {
        [file.number, visit.name(of: file)].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    // MARK: What was answered

    /// "Prefer not to say" as one choice of a short list. No code of a pack begins so.
    static let declined = "*declined"

    /// Inputs for everybody are named `all.FIELD`, those of one person `NUMBER.FIELD`; theirs count before.
    static func prefix(_ number: String?) -> String { (number ?? "all") + "." }

    /// Whether somebody has an own answer to a question.
    static func isOwn(_ field: Field, of number: String, in sent: SubmittedAnswers) -> Bool {
        inputs(field, prefix(number), sent).contains { !sent.first($0).isEmpty }
    }

    private static func inputs(_ field: Field, _ prefix: String, _ sent: SubmittedAnswers) -> [String] {
        let name = prefix + field.id.rawValue
        return sent.values.keys.filter { $0 == name || $0.hasPrefix(name + ".") }
    }

    /// What the form would have been sent for one person alone.
    func sent(for number: String, _ sent: SubmittedAnswers) -> SubmittedAnswers {
        var one = SubmittedAnswers()
        for field in instrument.form.fields {
            let prefix = Batch.prefix(Batch.isOwn(field, of: number, in: sent) ? number : nil)
            for name in Batch.inputs(field, prefix, sent) { one[String(name.dropFirst(prefix.count))] = sent[name] }
            if one.first(field.id.rawValue) == Batch.declined { one[field.id.rawValue + ".declined"] = ["1"] }
        }
        return one
    }

    /// What was answered for each person, to read.
    func facts(_ sent: SubmittedAnswers) -> HTML {
        "\(sent["person"].map { "<h3>\($0)</h3>\(visit.facts(instrument.form, instrument.form.soFar(self.sent(for: $0, sent))))" as HTML })"
    }

    /// The faults of everybody's answers, each at the input where it was typed, once.
    func problems(_ numbers: [String], _ sent: SubmittedAnswers) -> [FormProblem] {
        var problems: [FormProblem] = []
        for number in numbers {
            do { _ = try instrument.form.accept(self.sent(for: number, sent)) } catch {
                for problem in error.problems {
                    let field = instrument.form.fields.first { problem.field.hasPrefix($0.id.rawValue) }
                    let isOwn = field.map { Batch.isOwn($0, of: number, in: sent) } ?? false
                    let placed = FormProblem(field: Batch.prefix(isOwn ? number : nil) + problem.field, fault: problem.fault)
                    if !problems.contains(placed) { problems.append(placed) }
                }
            }
        }
        return problems
    }
}
