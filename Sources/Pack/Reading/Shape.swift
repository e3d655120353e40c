import Register

/// What may stand at one place of a pack file. Each section declares its own in one place, and a file is held against it before
/// anything in it is read.
indirect enum Shape: Sendable {
    case text
    case whole(ClosedRange<Int>)
    /// Any number; above nothing when it says so.
    case decimal(isPositive: Bool = false)
    case flag
    case day, span, condition
    /// One of a closed set of words of the program; what such a word is called.
    case word([String], String)
    case list(Shape, once: String? = nil)
    case keys([Key])
    /// Its keys are the country's own.
    case pairs(Shape)
    /// The first whose kind of node stands there.
    case either([Shape])
    /// The same, and others refer to what it says.
    case naming(Shape)
    /// By what stands there.
    case chosen(@Sendable (Yaml) -> Shape)

    struct Key: Sendable {
        let name: String
        let shape: Shape
        let isNeeded: Bool
    }

    static func map(_ needed: KeyValuePairs<String, Shape>, _ others: KeyValuePairs<String, Shape> = [:]) -> Shape {
        .keys(
            needed.map { Key(name: $0.key, shape: $0.value, isNeeded: true) }
                + others.map { Key(name: $0.key, shape: $0.value, isNeeded: false) })
    }

    /// The same with more keys.
    func and(_ needed: KeyValuePairs<String, Shape>, _ others: KeyValuePairs<String, Shape> = [:]) -> Shape {
        guard case .keys(let own) = self, case .keys(let more) = Shape.map(needed, others) else { return self }
        return .keys(own + more)
    }

    static func word<Word: RawRepresentable<String> & CaseIterable>(_ type: Word.Type, _ noun: String) -> Shape {
        .word(Word.allCases.map(\.rawValue), noun)
    }

    /// Codes of the country, each once.
    static let names: Shape = .list(.text, once: "")
    /// One code, or several.
    static let nameOrNames: Shape = .either([.text, names])
    static let count: Shape = .whole(1...Yaml.most)
    static let compartment: Shape = .word(Compartment.allCases.filter { $0 != .staff }.map(\.name), "compartment")
    static let questionClass: Shape = .word(Field.Class.self, "class")
    static let choices: Shape = .list(
        .map(["code": .text, "label": .text], ["htcds": .text, "local": .flag, "points": .whole(-Yaml.most...Yaml.most)]),
        once: "code")
}

extension Shape {
    /// What is not as it should be, each with its line. Name: what it stands under.
    func faults(in yaml: Yaml, under name: String = "") -> Faults {
        var walk = Walk()
        walk.check(yaml, self, name)
        return walk.faults
    }

    /// What people are asked to write.
    fileprivate var wanted: String {
        switch self {
        case .text, .word: "a text"
        case .whole(let range):
            range.upperBound < Yaml.most
                ? "a whole number from \(range.lowerBound) to \(range.upperBound)"
                : range.lowerBound < 0 ? "a whole number" : "a whole number from \(range.lowerBound)"
        case .decimal(let isPositive): isPositive ? "a number above 0" : "a number"
        case .flag: "true or false"
        case .day: "a day such as 2026-12-25"
        case .span: "a time such as 4 hours, 7 days or 1 working day"
        case .list: "a list"
        case .keys, .pairs, .condition, .chosen: "keys with their values"
        case .naming(let shape): shape.wanted
        case .either(let shapes): shapes.map(\.wanted).joined(separator: ", or ")
        }
    }

    /// A value that nobody refers to by name.
    fileprivate var isMeasure: Bool {
        switch self {
        case .whole, .decimal, .flag, .day, .span, .condition: true
        case .text, .word, .list, .keys, .pairs, .either, .naming, .chosen: false
        }
    }

    fileprivate func takes(_ yaml: Yaml) -> Bool {
        switch self {
        case .list: yaml.isList
        case .keys, .pairs, .condition: yaml.isMap
        case .chosen(let choose): choose(yaml).takes(yaml)
        case .naming(let shape): shape.takes(yaml)
        case .either(let shapes): shapes.contains { $0.takes(yaml) }
        case .text, .word, .whole, .decimal, .flag, .day, .span: yaml.text != nil
        }
    }
}

/// One walk through a file.
private struct Walk {
    var faults = Faults()
    /// What stands around the place that is looked at, the file first.
    private var around: [Yaml] = []
    /// How many of them have a name that others refer to, or are said to be referred to.
    private var named = 0

    /// - Parameter name: the key that it stands under.
    mutating func check(_ yaml: Yaml, _ shape: Shape, _ name: String) {
        guard shape.takes(yaml) else { return wrong(yaml, shape, name) }
        let isInside = yaml.text == nil
        if isInside { around.append(yaml) }
        defer { if isInside { around.removeLast() } }
        switch shape {
        case .text: if yaml.word.isEmpty { wrong(yaml, shape, name) }
        case .whole(let range): if yaml.whole.map(range.contains) != true { wrong(yaml, shape, name) }
        case .decimal(let isPositive):
            if yaml.decimal.map({ !isPositive || $0 > 0 }) != true { wrong(yaml, shape, name) }
        case .flag: if !["true", "false"].contains(yaml.word) { wrong(yaml, shape, name) }
        case .day: if Day(yaml.word) == nil { wrong(yaml, shape, name) }
        case .span: if Span(yaml.word) == nil { wrong(yaml, shape, name) }
        case .word(let words, let noun): if !words.contains(yaml.word) { unknown(yaml, "no \(noun)", words) }
        case .list(let entry, let once): entries(yaml, entry, once, name)
        case .keys(let keys): check(yaml, keys)
        case .pairs(let value):
            if around.count == 1 { named += 1 }
            for (key, each) in yaml.pairs {
                if key.word.isEmpty { wrong(key, .text, name) }
                check(each, value, key.word)
            }
            if around.count == 1 { named -= 1 }
        case .either(let shapes): if let shape = shapes.first(where: { $0.takes(yaml) }) { check(yaml, shape, name) }
        case .chosen(let choose): check(yaml, choose(yaml), name)
        case .naming(let shape):
            named += 1
            check(yaml, shape, name)
            named -= 1
        case .condition: condition(yaml)
        }
    }

    private mutating func entries(_ yaml: Yaml, _ entry: Shape, _ once: String?, _ name: String) {
        var seen: Set<String> = []
        let isNaming = once?.isEmpty == false
        if isNaming { named += 1 }
        defer { if isNaming { named -= 1 } }
        for each in yaml.list {
            check(each, entry, name)
            guard let once, let code = once.isEmpty ? each : each[once], let text = code.text, !text.isEmpty else { continue }
            if !seen.insert(text).inserted { add(code, "\"\(text)\" stands here twice", isNaming: around.count == 2) }
        }
    }

    /// A key that is missing is not told when one that nobody knows is likely meant for it.
    private mutating func check(_ yaml: Yaml, _ keys: [Shape.Key]) {
        let there = Set(yaml.pairs.map(\.key.word))
        var meant: Set<String> = []
        for (key, value) in yaml.pairs {
            if let known = keys.first(where: { $0.name == key.word }) {
                check(value, known.shape, key.word)
            } else {
                meant.formUnion(unknown(key, "not known here", keys.map(\.name).filter { !there.contains($0) }, isKeyOf: keys))
            }
        }
        for key in keys where key.isNeeded && !there.contains(key.name) && !meant.contains(key.name) {
            add(yaml, "\"\(key.name)\" is missing", isNaming: around.count == 1)
        }
    }

    private static let tests: [(key: String, shape: Shape)] = [
        ("is", .text), ("in", .names), ("contains", .text), ("answered", .word(["true", "yes"], "way to say it; write true")),
        ("above", .decimal()), ("below", .decimal()),
    ]

    /// One of `all`, `any`, `not`, or a `field` and one test of its answer.
    private mutating func condition(_ yaml: Yaml) {
        let whole = [("all", Shape.list(.condition)), ("any", .list(.condition)), ("not", .condition)]
        for (key, parts) in whole where yaml[key] != nil {
            return check(yaml, [Shape.Key(name: key, shape: parts, isNeeded: true)])
        }
        let count = faults.all.count
        let known = Walk.tests.map { Shape.Key(name: $0.key, shape: $0.shape, isNeeded: false) }
        let others = yaml["field"] == nil ? ["all", "any", "not"] : []
        let names = ["field"] + Walk.tests.map(\.key) + others
        let isNeeded = yaml.pairs.allSatisfy { names.contains($0.key.word) }
        check(
            yaml,
            [Shape.Key(name: "field", shape: .text, isNeeded: isNeeded)] + known
                + others.map { Shape.Key(name: $0, shape: .condition, isNeeded: false) })
        guard faults.all.count == count, yaml.pairs.count != 2 else { return }
        let tests = Walk.tests.map(\.key).joined(separator: ", ")
        add(yaml, "a condition asks about one \"field\" by one of \(tests); or it is all, any, not")
    }

    // MARK: Telling

    private mutating func wrong(_ yaml: Yaml, _ shape: Shape, _ name: String) {
        let place = name.isEmpty ? "here" : "under \"\(name)\""
        let isNaming = around.count == 1 && !shape.isMeasure
        add(yaml, yaml.text == "" ? "nothing stands \(place)" : "write \(shape.wanted) \(place)", isNaming: isNaming)
    }

    /// Gives the word that was meant, or none.
    @discardableResult
    private mutating func unknown(
        _ yaml: Yaml, _ problem: String, _ known: [String], isKeyOf keys: [Shape.Key]? = nil
    ) -> [String] {
        let meant = Nearest.to(yaml.word, among: known)
        let listed = (keys?.map(\.name) ?? known).sorted().joined(separator: ", ")
        add(
            yaml, "\"\(yaml.word)\" is \(problem); " + (meant.map { "did you mean \"\($0)\"?" } ?? "known are \(listed)"),
            isNaming: around.count == 1 && keys.map { keys in keys.first { $0.name == meant }?.shape.isMeasure != true } ?? false)
        return meant.map { [$0] } ?? []
    }

    /// What follows from it would be said of what stands around it, or of the part of the file that it spoils.
    ///
    /// - Parameter isNaming: that it stands at the first level of a file, where names are given.
    private mutating func add(_ yaml: Yaml, _ problem: String, isNaming: Bool = false) {
        let isFile = around.count <= 1 && yaml.isMap
        let spoilt = around.dropFirst().last { $0.isMap }?.places ?? []
        faults.breaks(
            PackFault(yaml.file, yaml.line, problem),
            around: around.map(\.place) + (isFile ? [] : yaml.places) + spoilt, isNaming: isNaming || named > 0)
    }
}

extension Yaml {
    /// Its own and that of everything in it.
    fileprivate var places: [Place] {
        [place] + list.flatMap(\.places) + pairs.flatMap { $0.key.places + $0.value.places }
    }
}
