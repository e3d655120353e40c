import Exchange
import Foundation
import OrderedCollections
import Pack
import Register
import Store

/// One act as a program asks for it: its kind, what it is about, and its answers. They go where those of the page of that act go.
struct ProgramAct: Decodable {
    /// What may stand in a JSON object, as far as an act asks for it.
    enum Value {
        case text(String), flag(Bool), list([String]), answers(Answers), none
    }

    let kind: String
    private let values: [String: Value]

    /// The answers to a form of the pack that came with it.
    var answers: Answers { if case .answers(let answers)? = values["answers"] { answers } else { Answers() } }

    init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: AnyKey.self)
        kind = try keys.decode(String.self, forKey: AnyKey("kind"))
        values = try keys.allKeys.filter { $0.stringValue != "kind" }.reduce(into: [:]) {
            $0[$1.stringValue] = try keys.decode(Value.self, forKey: $1)
        }
    }

    /// The act it is, and the visit of the page that asks it, with all that was sent. Errors: `ProgramProblems` with every fault.
    func visit(_ visit: Visit, _ id: Mark) throws(ProgramProblems) -> (act: AskedAct, visit: Visit) {
        guard let act = AskedAct.byKind[kind] else {
            throw ProgramProblems(problems: [problem("kind", .notAChoice, visit)])
        }
        let asks = act.asks(visit.country)
        var problems: [ProgramProblem] = []
        var form = SubmittedAnswers(["entry": ["\(id)"]])
        for ask in asks {
            do {
                for (name, given) in try ask.form(values[ask.key] ?? .none) { form[name] = given }
            } catch { problems.append(problem(ask.key, error, visit)) }
        }
        var named: [String: String] = [:]
        if let about = act.about {
            if case .text(let text)? = values[about.key], about.name != "id" || EntryID(text) != nil {
                named[about.name] = text
            } else {
                problems.append(problem(about.key, values[about.key] == nil ? .missing : .notAChoice, visit))
            }
        }
        let known = Set(asks.map(\.key) + [act.about?.key ?? ""])
        problems += values.keys.sorted().filter { !known.contains($0) }
            .map { ProgramProblem(field: $0, message: visit.say("api.notAsked")) }
        guard problems.isEmpty else { throw ProgramProblems(problems: problems) }
        var sent = visit.sending(form, about: named)
        if case .text(let text)? = values["file"], let bytes = Data(base64Encoded: text) {
            sent.inbound.file = Multipart.Part(name: "file", filename: form.first("name"), contentType: nil, bytes: bytes)
        }
        return (act, sent)
    }

    private func problem(_ key: String, _ fault: FormProblem.Fault, _ visit: Visit) -> ProgramProblem {
        ProgramProblem(field: key, message: Question.say(fault, visit))
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }
}

extension ProgramAct.Value: Decodable {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .none
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let number = try? value.decode(Decimal.self) {
            self = .text("\(number)")
        } else if let list = try? value.decode([String].self) {
            self = .list(list)
        } else {
            self = .answers(try value.decode(Answers.self))
        }
    }
}

extension AskedAct.Ask {
    /// What a page would have sent. Errors: what is wrong with it, as the page would say.
    func form(_ value: ProgramAct.Value) throws(FormProblem.Fault) -> [String: [String]] {
        switch (kind, value) {
        case (.answers, .answers): return [:]
        case (_, .none), (.tick, .flag(false)):
            if isRequired { throw .missing }
            return [:]
        case (.tick, .flag(true)): return [name: ["1"]]
        case (.code(let codes), .text(let code)):
            guard codes.contains(code) else { throw .notAChoice }
            return [name: [code]]
        case (.codes(let codes), .list(let chosen)):
            guard chosen.allSatisfy(codes.contains) else { throw .notAChoice }
            return [name: chosen]
        case (.day, .text(let text)):
            // A whole date: only a year is not enough for an act of today.
            guard let day = Day(text), let month = day.month, let number = day.day, day.year >= 1900 else { throw .notADay }
            return ["\(name).year": ["\(day.year)"], "\(name).month": ["\(month)"], "\(name).day": ["\(number)"]]
        case (.text, .text(let text)):
            if isRequired, text.allSatisfy(\.isWhitespace) { throw .missing }
            if text.count > Field.longestText { throw .tooLong(limit: Field.longestText) }
            return [name: [text]]
        case (.file, .text(let text)):
            guard Data(base64Encoded: text) != nil else { throw .notText }
            return [:]
        case (.number, .text(let text)), (.reference, .text(let text)): return [name: [text]]
        case (.day, _): throw .notADay
        case (.number, _): throw .notANumber
        case (.text, _), (.reference, _), (.file, _): throw .notText
        case (.tick, _), (.code, _), (.codes, _), (.answers, _): throw .notAChoice
        }
    }
}
