import Exchange
import Foundation
import OrderedCollections
import Pack
import Register
import Testing

/// A list that was typed or pasted: each line as it is understood, and each fault with its line.
struct PeopleListTests {
    let country: Country
    let terms: PeopleTerms

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        country = try Country(at: root.appending(path: "Packs/saint-lucia"))
        terms = try #require(country.people)
    }

    func read(_ text: String) throws -> PeopleList {
        PeopleList(text, terms, country, today: try #require(Day("2026-11-25")))
    }

    /// Every answer of a line by its question.
    func answers(_ line: PeopleList.Line) -> [String: [String]] {
        line.forms.reduce(into: [:]) { all, form in for (id, answer) in form.1.values { all[id.rawValue] = answer.all } }
    }

    @Test(arguments: ["\t", ";", ","])
    func aLineFillsTheQuestionsOfThePack(_ separator: String) throws {
        let line = ["Kervin St. Rose", "m", "23", "Haitian", "Haitian Creole"].joined(separator: separator)
        let list = try read(line + "\n\n" + ["Anselma", "Female", "12/04/2003", "LC", "kweyol"].joined(separator: separator))
        #expect(list.faultyLines.isEmpty && list.lines.map(\.number) == [1, 3])
        #expect(
            answers(list.lines[0]) == [
                "case_kind": ["suspected"], "given_name": ["Kervin"], "family_name": ["St. Rose"], "gender": ["Masculine"],
                "age_band": ["21-23"], "citizenship": ["HT"], "first_language": ["hat"],
            ])
        for (name, code) in [
            ("Saint Lucia", "LC"), ("St. Lucia", "LC"), ("Saint Vincent and the Grenadines", "VC"), ("Haïti", "HT"),
        ] {
            #expect(answers(try read("Anselma;;;\(name)").lines[0])["citizenship"] == [code])
        }
        #expect(list.lines[0].forms[0].0 == country.opening.id)
        #expect(answers(list.lines[1])["birth_date"] == ["2003-04-12"] && answers(list.lines[1])["first_language"] == ["acf"])
    }

    @Test func aFirstLineOfColumnNamesGivesTheOrderInAnyLanguage() throws {
        let list = try read("No;Langue;Nom;Sexe\n1;espagnol;\"Pérez; Ana\";f")
        #expect(list.ignored == ["No"] && list.faultyLines.isEmpty)
        let said = answers(list.lines[0])
        #expect(said["given_name"] == ["Pérez;"] && said["first_language"] == ["spa"] && said["gender"] == ["Feminine"])
        #expect(
            answers(try read("Name\nJoseph, Marie").lines[0])["given_name"] == ["Joseph"],
            "a comma parts cells when nothing else does")
    }

    @Test func everyFaultNamesItsLineAndNothingIsLost() throws {
        let list = try read(
            "Anselma;x;130;Atlantis;Klingon\nKervin;m;31/02/2001\nOctavia;f;2027-01-01;LC;eng;extra\nAnselma;x;130;Atlantis;Klingon"
        )
        #expect(list.lines.count == 4 && list.lines.map(\.faults.count) == [4, 1, 2, 4])
        #expect(list.lines[0].faults.map(\.kind) == [.notAChoice, .notAnAge, .notAChoice, .notAChoice])
        #expect(list.lines[1].faults[0].value == "31/02/2001" && list.lines[1].faults[0].kind == .notADay)
        #expect(list.lines[2].faults.map(\.kind) == [.tooManyCells, .notADay])
        #expect(list.lines[0].cells == ["Anselma", "x", "130", "Atlantis", "Klingon"])
        #expect(list.repeated.map(\.line) == [4] && list.repeated.map(\.earlier) == [1])
    }

    @Test func somebodyUnknownGetsWhatIsUsual() {
        let forms = PeopleList.unknown(terms, country)
        #expect(forms.count == 1 && forms[0].0 == country.opening.id && forms[0].1["case_kind"] == .text("suspected"))
    }

    @Test func anInterpreterIsNeededWhenSaidOrWhenNobodySpeaksTheLanguage() {
        #expect(terms.needsInterpreter("spa", said: nil) && terms.needsInterpreter("eng", said: "yes"))
        #expect(!terms.needsInterpreter("acf", said: nil) && !terms.needsInterpreter(nil, said: nil))
        #expect(!terms.needsInterpreter("spa", said: "no"))
    }
}
