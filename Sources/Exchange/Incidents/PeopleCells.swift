import OrderedCollections
import Pack
import Register

/// Reads the cells of a list of people as answers to the questions that the pack's columns fill.
struct PeopleCells {
    let terms: PeopleTerms
    let country: Country
    let today: Day
    private let usual: [FormID: Answers]
    /// For each question with choices the code that a word means, by the letters of the word: made once, since a list is long.
    private let meanings: [FieldID: [String: String]]

    init(terms: PeopleTerms, country: Country, today: Day) {
        (self.terms, self.country, self.today, usual) = (terms, country, today, PeopleCells.usual(terms))
        meanings = terms.columns.flatMap(\.places).reduce(into: [:]) { meanings, place in
            meanings[place.field.id] = PeopleCells.meanings(of: place.field, country)
        }
    }

    static func usual(_ terms: PeopleTerms) -> [FormID: Answers] {
        terms.usual.reduce(into: [:]) { $0[$1.form, default: Answers()][$1.field] = $1.answer }
    }

    /// The column of each cell when a line names columns: every cell does, or at least two do. Nil when it is a person.
    func header(_ cells: [String]) -> [Int?]? {
        let order = cells.map { cell in terms.columns.firstIndex { isName(cell, of: $0) } }
        let named = order.count { $0 != nil }
        return named >= 2 || (named > 0 && named == cells.count) ? order : nil
    }

    private func isName(_ cell: String, of column: PeopleTerms.Column) -> Bool {
        let letters = Loosely.letters(cell)
        let labels = country.languages.map { country.words.text(column.label, $0) }
        return !letters.isEmpty && ([column.label.english] + labels + column.names).contains { Loosely.letters($0) == letters }
    }

    func line(_ number: Int, _ cells: [String], _ order: [Int?]) -> PeopleList.Line {
        var forms = usual
        var faults: [PeopleList.Fault] = []
        var shown = Array(repeating: "", count: terms.columns.count)
        for (index, cell) in cells.enumerated() where !cell.isEmpty {
            guard index < order.count else {
                faults.append(PeopleList.Fault(kind: .tooManyCells, column: "", value: cell))
                continue
            }
            guard let place = order[index] else { continue }
            shown[place] = shown[place].isEmpty ? cell : shown[place] + " " + cell
        }
        for (column, cell) in zip(terms.columns, shown) where !cell.isEmpty {
            if let fault = fill(column, cell, &forms) {
                faults.append(PeopleList.Fault(kind: fault, column: column.label, value: cell))
            }
        }
        return PeopleList.Line(number: number, cells: shown, forms: PeopleList.ordered(forms, country), faults: faults)
    }

    private func fill(_ column: PeopleTerms.Column, _ cell: String, _ forms: inout [FormID: Answers]) -> PeopleList.Fault.Kind? {
        let names = column.places.filter { $0.field.kind == .name }
        if names.count > 1 { return fill(names, withName: cell, &forms) }
        for place in column.places {
            guard case .success(let answer?) = place.field.check(sent(cell, to: place.field, column), under: "") else { continue }
            forms[place.form, default: Answers()][place.field.id] = answer
            return nil
        }
        if column.places.contains(where: { $0.field.kind == .day }) {
            return cell.allSatisfy(\.isNumber) && cell.count < 4 ? .notAnAge : .notADay
        }
        return column.places.contains { !$0.field.choices.isEmpty } ? .notAChoice : .tooLong
    }

    /// The first word answers the first question and the rest the second; before a comma stands the family name.
    private func fill(
        _ places: [(form: FormID, field: Field)], withName cell: String, _ forms: inout [FormID: Answers]
    ) -> PeopleList.Fault.Kind? {
        let comma = cell.split(separator: ",", maxSplits: 1).map { $0.drop(while: \.isWhitespace) }
        let parts = comma.count == 2 ? comma.reversed() : cell.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        for (place, part) in zip(places, parts) {
            guard
                case .success(let answer?) = place.field.check(
                    SubmittedAnswers([place.field.id.rawValue: [String(part)]]), under: "")
            else { return .tooLong }
            forms[place.form, default: Answers()][place.field.id] = answer
        }
        return nil
    }

    // MARK: One cell

    private func sent(_ cell: String, to field: Field, _ column: PeopleTerms.Column) -> SubmittedAnswers {
        let name = field.id.rawValue
        switch field.kind {
        case .day: return SubmittedAnswers([name: [day(cell)?.description ?? "-"]])
        case .countries, .choices:
            return SubmittedAnswers([name: cell.split(separator: "/").map { code(String($0), field, column) }])
        case .choice, .country, .place, .yesNo: return SubmittedAnswers([name: [code(cell, field, column)]])
        default: return SubmittedAnswers([name: [cell]])
        }
    }

    /// A day as people write it, the day before the month, or a year alone; never one to come.
    private func day(_ cell: String) -> Day? {
        let parts = cell.split { !$0.isNumber }.map(String.init)
        guard parts.count == 3 || (parts.count == 1 && cell.allSatisfy(\.isNumber)) else { return nil }
        let numbers = parts.compactMap { Bounded.whole($0, in: 0...9999) }
        guard numbers.count == parts.count, let first = numbers.first else { return nil }
        let (isYearFirst, isYearLast) = (parts.first?.count == 4, parts.last?.count == 4)
        let inOrder = isYearFirst ? numbers : isYearLast ? numbers.reversed() : []
        let found =
            numbers.count == 1
            ? Day(year: first) : inOrder.count == 3 ? Day(year: inOrder[0], month: inOrder[1], day: inOrder[2]) : nil
        guard let found, found.year >= 1900, found <= today else { return nil }
        return found
    }

    /// The code that is meant: by the column's own words, by an age, by its label in any language; else the cell, which no list has.
    private func code(_ cell: String, _ field: Field, _ column: PeopleTerms.Column) -> String {
        let words = cell.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if let code = column.values[words], field.choices.contains(where: { $0.code == code }) { return code }
        if let age = Bounded.whole(cell, in: 0...200),
            let band = field.choices.first(where: { PeopleCells.band($0.code)?.contains(age) == true })
        {
            return band.code
        }
        return meanings[field.id]?[PeopleCells.key(cell)] ?? cell
    }

    /// The first choice that a word may mean is meant.
    private static func meanings(of field: Field, _ country: Country) -> [String: String] {
        let isCountry = field.kind == .country || field.kind == .countries
        return field.choices.reduce(into: [:]) { meanings, choice in
            let labels = country.languages.map {
                isCountry ? Regions.name(choice.code, $0) : country.words.text(choice.label, $0)
            }
            for word in [choice.code, choice.label.english] + labels where meanings[key(word)] == nil {
                meanings[key(word)] = choice.code
            }
        }
    }

    /// The letters of a word, the same for "Saint Vincent and the Grenadines" and "St. Vincent & Grenadines".
    private static func key(_ text: String) -> String {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.filter { $0 != "and" && $0 != "the" }.map { $0 == "saint" ? "st" : $0 }.joined()
    }

    /// The ages of a group whose code is `18-20` or `48-over`.
    static func band(_ code: String) -> ClosedRange<Int>? {
        guard let (first, last) = Bounded.halves(code, at: "-"), let low = Bounded.whole(first, in: 0...120),
            let high = last == "over" ? 120 : Bounded.whole(last, in: low...200)
        else { return nil }
        return low...high  // bounded: the upper end was read from the lower one upwards
    }
}
