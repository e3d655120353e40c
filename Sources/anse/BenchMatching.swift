import Foundation
import Matching
import Register

/// Figures of "already known?": how well and how fast people are found among many.
extension Bench {
    /// Units: shares, milliseconds, megabytes, seconds. Pairs of all records are scored only up to 200,000 of them.
    func match() throws {
        let people = LabelledPeople(records: cases)
        var index = PersonIndex()
        let before = memory()
        let built = clock { index = people.index() }
        var figures = ["records": Double(cases), "buildSeconds": built, "memory": Double(memory() - before)]
        let times = people.intakes.map { intake in
            clock { _ = index.candidates(for: intake.person) } * 1000
        }.sorted()
        figures["p50"] = times[times.count / 2]
        figures["p99"] = times[times.count * 99 / 100]
        let intakes = people.intakeRecall(in: index, weights: .usual)
        (figures["first"], figures["firstTen"]) = (intakes.first, intakes.firstTen)
        if cases <= 200_000 {
            let accuracy = people.pairwise(in: index, weights: .usual)
            (figures["f1"], figures["areaUnderCurve"]) = (accuracy.f1, accuracy.areaUnderCurve)
        }
        try printJSON(figures)
    }

    /// One line of a file of people.
    private struct Line: Decodable {
        let id: String
        let given: String?
        let family: String?
        let birth: String?
        let sex: String?
        let phone: String?
        let document: String?
        let place: String?

        var person: KnownPerson {
            KnownPerson(
                given: given ?? "", family: family ?? "", birth: birth.flatMap { Day($0) }, sex: sex,
                phones: [phone].compactMap(\.self),
                documents: [document].compactMap(\.self), place: place)
        }
    }

    /// Prints one linked pair a line: the two ids and the bits.
    func link() throws {
        let (one, other) = (try lines(first), try lines(second))
        for link in FileLinkage.links(between: one.map(\.person), and: other.map(\.person)) {
            print("\(one[link.first].id)\t\(other[link.second].id)\t\(link.bits)")
        }
    }

    private func lines(_ path: String) throws -> [Line] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw Problem("cannot read \(path)") }
        return try text.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    }
}
