import Register

extension Country.Agency {
    static let columns: [Table.Column] = [
        .filled("code"), .filled("name"), .filled("kind"), .needed("phone"), .needed("place"), .needed("duty_post"),
        .other("staff", .count), .other("abroad"),
    ]

    init(_ line: Table.Line) {
        code = AgencyCode(line["code"])
        (name, kind, phone, abroad) = (line.wording("name"), line["kind"], line["phone"], line["abroad"])
        (place, dutyPost, staff) = (line["place"], line["duty_post"], line.cell("staff").whole)
    }
}

extension Country.Place {
    static let columns: [Table.Column] = [.filled("code"), .filled("name"), .filled("kind"), .needed("parent")]

    static func all(_ table: Table, _ faults: inout Faults) -> [Country.Place] {
        let codes = table.lines.map { $0["code"] }
        return table.lines.map { line in
            if !line["parent"].isEmpty { faults.check(line.cell("parent"), among: codes, "no place of this table", of: [.places]) }
            return Country.Place(code: line["code"], name: line.wording("name"), kind: line["kind"], parent: line["parent"])
        }
    }
}

extension Country.Service {
    static let columns: [Table.Column] = [
        .filled("code"), .filled("label"), .needed("statute"), .filled("agencies"), .needed("packet"),
        .needed("decision_hours", .count), .other("need"), .other("answers"),
        .other("shelter", .word(["yes"], "answer; write yes or nothing")),
    ]

    init(_ line: Table.Line, _ country: Country, _ faults: inout Faults) {
        for code in line.parts("agencies") {
            faults.check(code, among: country.agencies.map(\.code.rawValue), "no agency of agencies.csv", of: [.agencies])
        }
        for form in line.parts("packet") {
            faults.check(form, among: country.forms.keys.map(\.rawValue), "no form of the folder forms", of: [.forms])
        }
        code = ServiceCode(line["code"])
        (label, statute) = (line.wording("label"), line.wording("statute"))
        agencies = line.list("agencies").map { AgencyCode($0) }
        packet = line.list("packet").map { FormID($0) }
        decisionHours = line.cell("decision_hours").whole ?? country.decisionHours
        need = line["need"].isEmpty ? label : line.wording("need")
        answers = line.list("answers")
        isShelter = line["shelter"] == "yes"
    }
}
