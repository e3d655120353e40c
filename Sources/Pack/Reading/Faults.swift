/// One thing that is wrong with a pack, or a text that waits for its translation.
package struct PackFault: Error, Sendable, Equatable, Comparable, Encodable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let problem: String

    init(_ file: String, _ line: Int, _ problem: String) {
        self.file = file
        self.line = line
        self.problem = problem
    }

    package var description: String { "\(file):\(line): \(problem)" }
    package static func < (a: Self, b: Self) -> Bool { (a.file, a.line, a.problem) < (b.file, b.line, b.problem) }
}

/// Everything that is wrong with a pack, all at once.
package struct PackProblems: Error, Sendable, Equatable, Encodable, CustomStringConvertible {
    package let faults: [PackFault]
    /// What is said in English meanwhile.
    package let notes: [PackFault]
    /// The parts of the pack that could not be relied upon: what refers to them waits until their faults are mended.
    package let unsure: [String]

    package init(faults: [PackFault], notes: [PackFault] = [], unsure: [String] = []) {
        self.faults = faults
        self.notes = notes
        self.unsure = unsure
    }
    package var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// A part of a pack: a file, or a folder of files that are read alike.
enum Section: String, CaseIterable {
    case pack, lists, places, agencies, services, holidays, map, forms, records, rooms, screening, training, campaigns
    case door = "public"
    case roles, deadlines, exports, statistics, guidance, words

    init?(file: String) {
        self.init(rawValue: String(file.prefix { $0 != "/" && $0 != "." }))
    }

    /// Where questions of cases and their answers come from.
    static let questions: Set<Section> = [.forms, .records, .rooms, .screening, .lists, .places]
    /// Where any question comes from.
    static let everyQuestion: Set<Section> = questions.union([.door, .campaigns, .training])
    /// Whatever has texts that `words` translate.
    static let texts = Set(allCases).subtracting([.words, .guidance, .map])
}

/// What was found while a pack is read. What only follows from another fault is not told.
struct Faults {
    private(set) var all: [PackFault] = []
    /// Texts that a language lacks.
    private(set) var notes: [PackFault] = []
    /// What stands around a fault of form: what is said of it later would follow from that fault.
    private var doubtful: Set<Yaml.Place> = []
    /// The parts that have a fault of form, or could not be read: names may be missing in them.
    private(set) var broken: Set<Section> = []
    /// The parts that have a fault of form at all: texts may be missing in them.
    private(set) var bent: Set<Section> = []
    /// Those of the broken ones that something referred to.
    private(set) var unsure: Set<Section> = []
    /// The first place of each name that is not there, and how often it is missed elsewhere.
    private var missed: [String: (index: Int, more: [PackFault])] = [:]

    mutating func note(_ file: String, _ line: Int, _ problem: String) { notes.append(PackFault(file, line, problem)) }

    /// A fault of form.
    ///
    /// - Parameter isNaming: whether a name that others refer to may be lost by it, so that the part it stands in is broken.
    mutating func breaks(_ fault: PackFault, around places: some Sequence<Yaml.Place> = [], isNaming: Bool = true) {
        all.append(fault)
        if let section = Section(file: fault.file) { bent.insert(section) }
        if isNaming { doubt(Section(file: fault.file)) }
        doubtful.formUnion(places)
    }

    /// Names of this part may be missing.
    mutating func doubt(_ section: Section?) { if let section { broken.insert(section) } }

    /// - Parameter sections: what it is about beside the place itself; while one of them is broken, nobody knows.
    mutating func add(_ at: Yaml, _ problem: String, of sections: Set<Section> = []) {
        if isKnown(at, sections) { all.append(PackFault(at.file, at.line, problem)) }
    }

    /// A code that is not among those known. The same one elsewhere is only counted.
    mutating func unknown(
        _ at: Yaml, _ problem: String, among known: some Sequence<String>, of sections: Set<Section> = []
    ) {
        guard isKnown(at, sections) else { return }
        let meant = Nearest.to(at.word, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
        let fault = PackFault(at.file, at.line, problem + meant)
        if missed[problem] == nil {
            missed[problem] = (all.count, [])
            all.append(fault)
        } else {
            missed[problem]?.more.append(fault)
        }
    }

    /// Records a code that is not among those known.
    mutating func check(
        _ at: Yaml, among known: some Sequence<String>, _ problem: String, of sections: Set<Section> = []
    ) {
        if !known.contains(at.word) { unknown(at, "\"\(at.word)\" is \(problem)", among: known, of: sections) }
    }

    private mutating func isKnown(_ at: Yaml, _ sections: Set<Section>) -> Bool {
        let unknown = sections.intersection(broken)
        unsure.formUnion(unknown)
        return unknown.isEmpty && !doubtful.contains(at.place)
    }

    mutating func merge(_ other: Faults) {
        all += other.all
        doubtful.formUnion(other.doubtful)
        broken.formUnion(other.broken)
        bent.formUnion(other.bent)
    }

    /// Each name that is missed in many places is told where it is missed first.
    var problems: PackProblems {
        var told = all
        for (index, more) in missed.values where !more.isEmpty {
            let first = ([all[index]] + more).sorted()
            let others = first.count == 2 ? "in one more place" : "in \(first.count - 1) more places"
            let mark = first[0].problem.hasSuffix("?") ? "" : "."
            told[index] = PackFault(
                first[0].file, first[0].line,
                "\(first[0].problem)\(mark) The same \(others), such as \(first[1].file):\(first[1].line)")
        }
        // What is named again by an alias of YAML is the same fault.
        let once = told.sorted().reduce(into: [PackFault]()) { if $0.last != $1 { $0.append($1) } }
        return PackProblems(faults: once, notes: notes.sorted(), unsure: unsure.map(\.rawValue).sorted())
    }
}
