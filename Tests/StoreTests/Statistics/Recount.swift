import Foundation

/// A second counting of the evidence of Saint Lucia, from JSON alone. It shares nothing with the first, so that a fault in one shows.
struct Recount {
    struct Entry {
        let chronicle: String
        let id: String
        let kind: String
        let at: Int
        let agency: String
        let name: String
        let body: [String: Any]

        /// Shape: of a case `{"act":{NOUN:{VERB:{…}}},"answers":{…}}`, of others `{ACT:{…}}`.
        init(chronicle: String, id: String, kind: String, at: Int, agency: String, json: [String: Any]) {
            (self.chronicle, self.id, self.kind, self.at, self.agency) = (chronicle, id, kind, at, agency)
            guard kind == "file", let (noun, said) = (json["act"] as? [String: Any])?.first else {
                (name, body) = (json.keys.first ?? "", json.values.first as? [String: Any] ?? [:])
                return
            }
            var what = said as? [String: Any] ?? [:]
            if ["section", "note", "screening", "service"].contains(noun) {
                name = noun
            } else {
                name = "\(noun).\(what.keys.first ?? "")"
                what = what.values.first as? [String: Any] ?? [:]
            }
            body = what.merging(["answers": json["answers"] ?? [String: Any]()]) { $1 }
        }
    }

    struct Figure {
        var total = 0
        var cells: [String: Int] = [:]

        mutating func add(_ cell: String? = nil, _ number: Int = 1) {
            total += number
            if let cell { cells[cell, default: 0] += number }
        }
    }

    private(set) var figures: [String: Figure] = [:]
    private let year: Int

    init(_ entries: [Entry], year: Int) {
        self.year = year
        for id in [
            "investigations", "charges", "convictions", "perpetrators", "reports", "screened", "identified", "identified-form",
            "confirmed", "referred", "referrals", "services-given", "gaps", "spent", "nights", "informed", "permitted", "returned",
            "awarded", "activities", "activity-cost", "contacts", "incidents", "found-together", "workshops", "workshop-cost",
            "trained", "trained-group", "certified", "referrals-between",
        ] { figures[id] = Figure() }
        var numbers: Set<String> = []
        for (_, own) in Dictionary(grouping: entries, by: \.chronicle) {
            switch own[0].kind {
            case "file": file(own, &numbers)
            case "concern": concern(own)
            case "incident": incident(own)
            case "workshop": workshop(own)
            default: campaign(own)
            }
        }
    }

    private mutating func add(_ id: String, _ cell: String? = nil, _ number: Int = 1) { figures[id]?.add(cell, number) }

    /// Saint Lucia is four hours behind.
    private func year(of at: Int) -> Int {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
        return calendar.component(.year, from: Date(timeIntervalSince1970: TimeInterval(at - 4 * 3600)))
    }

    private func isIn(_ day: Any?, or at: Int) -> Bool {
        (day as? String).map { $0.hasPrefix(String(year)) } ?? (year(of: at) == year)
    }

    private func texts(_ answer: Any?) -> [String] { (answer as? String).map { [$0] } ?? answer as? [String] ?? [] }

    // MARK: Cases

    private mutating func file(_ entries: [Entry], _ numbers: inout Set<String>) {
        var answers: [String: Any] = [:]
        var first: [String: Int] = [:]
        var referrals: [(id: String, service: String, to: String, at: Int, status: String)] = []
        var records: [(id: String, form: String, at: Int, answers: [String: Any])] = []
        func happened(_ name: String, _ at: Int) { if first[name] == nil { first[name] = at } }
        func merge(_ new: Any?, _ into: inout [String: Any]) {
            for (field, answer) in new as? [String: Any] ?? [:] where field != "text" {
                let mark = (answer as? [String: Any])?["mark"] as? String
                into[field] = mark == "cleared" ? nil : answer
            }
        }
        for entry in entries {
            let body = entry.body
            switch entry.name {
            case "opening.opened", "section", "decision.decided": merge(body["answers"], &answers)
            default: break
            }
            switch entry.name {
            case "opening.opened": happened("opened", entry.at)
            case "screening": happened("screened", entry.at)
            case "referral.sent": happened("referred", entry.at)
            case "decision.decided": happened((body["_0"] as? [String: Any])?["grounds"] as? String ?? "", entry.at)
            default: break
            }
            switch entry.name {
            case "service":
                service(body)
            case "referral.sent":
                let request = body["_0"] as? [String: Any] ?? [:]
                referrals.append((entry.id, "\(request["service"] ?? "")", "\(request["to"] ?? "")", entry.at, "waiting"))
            case "referral.decided", "referral.withdrawn", "referral.completed", "referral.expired":
                let place = referrals.firstIndex { $0.id.lowercased() == "\(body["_0"] ?? "")".lowercased() }
                let accepted = ((body["_1"] as? [String: Any])?.keys.first ?? "") == "accepted"
                let status =
                    entry.name == "referral.decided"
                    ? (accepted ? "accepted" : "declined")
                    : entry.name == "referral.completed" ? "accepted" : "ended"
                if let place { referrals[place].status = status }
            case "record.recorded":
                happened("record.\(body["form"] ?? "")", entry.at)
                var own: [String: Any] = [:]
                merge(body["answers"], &own)
                records.append((entry.id, "\(body["form"] ?? "")", entry.at, own))
            case "record.amended":
                guard let place = records.firstIndex(where: { $0.id.lowercased() == "\(body["_0"] ?? "")".lowercased() }) else {
                    break
                }
                merge(body["answers"], &records[place].answers)
            default: break
            }
        }
        people(answers, first)
        for referral in referrals where year(of: referral.at) == year {
            add("referrals", referral.status)
            add("referrals-between", referral.to)
        }
        for record in records { self.record(record.form, record.at, record.answers, &numbers) }
    }

    private mutating func people(_ answers: [String: Any], _ first: [String: Int]) {
        for (id, name) in [
            ("screened", "screened"), ("referred", "referred"), ("returned", "record.return"), ("permitted", "record.immigration"),
        ] where first[name].map({ year(of: $0) == year }) ?? false { add(id) }
        let status = answers["trafficking_status"] as? String
        let decided = first["conclusive"] ?? first["reasonable"] ?? first["opened"] ?? 0
        if ["PossibleVictimOfTrafficking", "ActualVictimOfTrafficking"].contains(status), year(of: decided) == year {
            add("identified", "\(sex(answers["gender"]))/\(age(answers, on: first["opened"] ?? 0))")
            add("identified-form", "\(exploitation(answers["exploitation_types"]))/\(citizenship(answers["citizenship"]))")
        }
        if status == "ActualVictimOfTrafficking", year(of: first["conclusive"] ?? first["opened"] ?? 0) == year { add("confirmed") }
    }

    private func sex(_ answer: Any?) -> String {
        switch answer as? String {
        case "Feminine", "TransgenderFeminine": "female"
        case "Masculine", "TransgenderMasculine": "male"
        case "NonConforming": "other"
        default: ""
        }
    }

    /// By the day of birth where it is a whole day, else by the band that was answered.
    private func age(_ answers: [String: Any], on at: Int) -> String {
        let bands = ["0-8": 0...8, "9-17": 9...17, "18-29": 18...29, "30-47": 30...47, "48-over": 48...130]
        if let born = answers["birth_date"] as? String, born.count == 10 {
            let formatter = DateFormatter()
            formatter.dateFormat = "yyyy-MM-dd"
            formatter.locale = Locale(identifier: "en_US_POSIX")
            formatter.timeZone = TimeZone(secondsFromGMT: 0)
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
            let opened = Date(timeIntervalSince1970: TimeInterval(at - 4 * 3600))
            if let day = formatter.date(from: born) {
                let years = calendar.dateComponents([.year], from: day, to: opened).year ?? -1
                if let band = bands.first(where: { $0.value.contains(years) }) { return band.key }
            }
        }
        switch answers["age_band"] as? String {
        case "0-8": return "0-8"
        case "9-17": return "9-17"
        case "18-20", "21-23", "24-26", "27-29": return "18-29"
        case "30-38", "39-47": return "30-47"
        case "48-over": return "48-over"
        default: return ""
        }
    }

    private func one(_ groups: Set<String>) -> String { groups.count > 1 ? "several" : groups.first ?? "" }

    private func exploitation(_ answer: Any?) -> String {
        one(
            Set(
                texts(answer).map { kind in
                    switch kind {
                    case "SexualExploitation", "ChildSexTourism": "sexual"
                    case "ForcedLabour", "ChildLabour", "Servitude", "ForcedBegging", "ForcedCriminality",
                        "ForcedMilitaryByNonStateActors":
                        "labour"
                    default: "other"
                    }
                }))
    }

    private func citizenship(_ answer: Any?) -> String {
        let caribbean = "AG BB BS BZ CU DM DO GD GY HT JM KN MS SR TT VC".split(separator: " ").map(String.init)
        return one(Set(texts(answer).map { $0 == "LC" ? "national" : caribbean.contains($0) ? "caribbean" : "elsewhere" }))
    }

    private mutating func service(_ log: [String: Any]) {
        guard (log["on"] as? String)?.hasPrefix(String(year)) ?? false else { return }
        let (service, outcome) = ("\(log["service"] ?? "")", log["outcome"] as? String ?? "given")
        if outcome != "given" { return add("gaps", "\(service)/\(outcome)") }
        add("services-given", service)
        add("spent", nil, log["cents"] as? Int ?? 0)
        add("nights", nil, log["nights"] as? Int ?? 0)
    }

    private mutating func record(_ form: String, _ at: Int, _ answers: [String: Any], _ numbers: inout Set<String>) {
        switch form {
        case "investigation":
            guard isIn(answers["in_opened"], or: at) else { return }
            let number = "\(answers["in_number"] ?? "")".lowercased().filter { $0.isLetter || $0.isNumber }
            if number.isEmpty || numbers.insert(number).inserted { add("investigations", "\(answers["in_state"] ?? "")") }
        case "charge":
            guard isIn(answers["ch_on"], or: at) else { return }
            add("charges", "\(answers["ch_state"] ?? "")")
            if answers["ch_state"] as? String == "convicted" { add("convictions") }
        case "perpetrator" where year(of: at) == year:
            add("perpetrators", "\(sex(answers["pe_gender"]))/\(answers["pe_relation"] ?? "")")
        case "rights" where isIn(answers["ri_on"], or: at): add("informed")
        case "compensation" where year(of: at) == year: add("awarded", nil, Int("\(answers["cm_awarded"] ?? 0)") ?? 0)
        default: break
        }
    }

    // MARK: Reports, incidents, workshops, campaigns

    private mutating func concern(_ entries: [Entry]) {
        guard let first = entries.first(where: { ["reported", "received"].contains($0.name) }), year(of: first.at) == year else {
            return
        }
        let channel =
            ((first.body["lineage"] as? [String: Any])?["channel"] ?? (first.body["answers"] as? [String: Any])?["cn_source"])
        let groups = ["police", "consulate", "labour", "immigration", "school"]
        let code = channel as? String ?? ""
        add(
            "reports",
            code.isEmpty ? "" : groups.contains(code) ? "authority" : ["hotline", "clinic", "ngo"].contains(code) ? code : "public")
    }

    private mutating func incident(_ entries: [Entry]) {
        guard let opened = entries.first(where: { $0.name == "opened" }) else { return }
        let answers = opened.body["answers"] as? [String: Any] ?? [:]
        guard isIn(answers["ic_on"], or: opened.at) else { return }
        add("incidents", exploitation(answers["ic_kind"]))
        add("found-together", nil, entries.filter { $0.name == "brought" }.reduce(0) { $0 + ($1.body["_0"] as? [Any] ?? []).count })
    }

    private mutating func workshop(_ entries: [Entry]) {
        let plan = entries.last { ["planned", "replanned"].contains($0.name) }.flatMap {
            ($0.body["_2"] ?? $0.body["_0"]) as? [String: Any]
        }
        guard entries.contains(where: { $0.name == "closed" }), let days = plan?["days"] as? [String], let last = days.max(),
            last.hasPrefix(String(year))
        else { return }
        add("workshops")
        add("workshop-cost", nil, plan?["cents"] as? Int ?? 0)
        var people: [String: [String: Any]] = [:]
        var marks: [String: [String: String]] = [:]
        var certified: [String: String] = [:]
        for entry in entries {
            let body = entry.body
            func half(_ value: Any?) -> String { String(describing: value ?? "") }
            switch entry.name {
            case "enlisted":
                for entrant in body["_0"] as? [[String: Any]] ?? [] {
                    people["\(entrant["id"] ?? "")"] = entrant["person"] as? [String: Any]
                }
            case "joined":
                let entrant = body["_0"] as? [String: Any] ?? [:]
                people["\(entrant["id"] ?? "")"] = entrant["person"] as? [String: Any]
                marks["\(entrant["id"] ?? "")", default: [:]][half(body["at"])] = "present"
            case "came": marks["\(body["_0"] ?? "")", default: [:]][half(body["at"])] = "present"
            case "corrected": people["\(body["_0"] ?? "")"] = body["_1"] as? [String: Any]
            case "marked":
                for mark in body["_0"] as? [[String: Any]] ?? [] {
                    marks["\(mark["participant"] ?? "")", default: [:]][half(mark["half"])] = mark["attendance"] as? String
                }
            case "issued":
                for issue in body["_0"] as? [[String: Any]] ?? [] {
                    certified["\(issue["serial"] ?? "")"] = "\(issue["participant"] ?? "")"
                }
            case "revoked": certified["\(body["serial"] ?? "")"] = nil
            default: break
            }
        }
        for (id, person) in people where marks[id]?.values.contains(where: { ["present", "late"].contains($0) }) ?? false {
            add("trained", "\(person["agency"] ?? "")/\(person["sex"] ?? "")")
            add("trained-group", "\(person["group"] ?? "")")
        }
        add("certified", nil, Set(certified.values).count)
    }

    private mutating func campaign(_ entries: [Entry]) {
        for entry in entries where entry.name == "recorded" {
            let answers = entry.body["answers"] as? [String: Any] ?? [:]
            switch entry.body["form"] as? String {
            case "activity" where isIn(answers["ac_on"], or: entry.at):
                add("activities", "\(answers["ac_channel"] ?? "")")
                add("activity-cost", nil, Int((Double("\(answers["ac_cost"] ?? 0)") ?? 0).rounded()))
            case "reach" where year(of: entry.at) == year: add("contacts", nil, Int("\(answers["rc_contacts"] ?? 0)") ?? 0)
            default: break
            }
        }
    }
}
