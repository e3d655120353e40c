import Foundation
import Fuzzing
import HTTPTypes
import Web

/// Makes requests that nearly suit their page, and bends them: the same dice and the same pages give the same requests.
struct RequestMaker {
    let bending: Bending
    var learned = Learned()

    mutating func request(_ askers: [Asker], _ dice: inout Dice) -> Asked {
        let route = dice.below(Walk.addresses.count)
        let address = Walk.addresses[route]
        // Behind a closed door little can go wrong: most come again where somebody was let in.
        let asker = dice.below(3) > 0 ? learned.asker(route, &dice) ?? dice.below(askers.count) : dice.below(askers.count)
        let form = address.isPost ? learned.form(route, &dice) : nil
        var path = dice.below(4) > 0 ? form?.path ?? learned.path(route, &dice) : learned.path(route, &dice)
        if dice.isOne(in: 8) { bendPath(&path, &dice) }
        path += query(route, &dice)
        var asked = Asked(
            route: route, asker: asker, method: address.isPost ? .post : dice.isOne(in: 16) ? .head : .get, address: path,
            headers: headers(askers[asker], address, &dice), body: [])
        guard address.isPost else { return asked }
        switch address.door {
        case .program: program(&asked, &dice)
        default: fill(&asked, form, askers[asker], address, &dice)
        }
        return asked
    }

    // MARK: Addresses

    private func bendPath(_ path: inout String, _ dice: inout Dice) {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else { return }
        let odd = dice.one(of: dice.isOne(in: 2) ? Odd.texts : Odd.numbers) ?? ""
        parts[1 + dice.below(parts.count - 1)] = RequestMaker.escaped(odd)
        path = parts.joined(separator: "/")
    }

    private func query(_ route: Int, _ dice: inout Dice) -> String {
        var parts = dice.isOne(in: 2) ? learned.query(route, &dice).map { $0.split(separator: "&").map(String.init) } ?? [] : []
        let names = [
            "lang", "q", "page", "from", "until", "year", "by", "role", "agency", "sort", "step", "now", "code", "rows", "cols",
        ]
        while dice.isOne(in: 3) {
            let name = parts.isEmpty || dice.isOne(in: 2) ? dice.one(of: names) ?? "" : String(parts[0].prefix { $0 != "=" })
            parts.append("\(name)=\(RequestMaker.escaped(odd(&dice)))")
        }
        return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
    }

    private func odd(_ dice: inout Dice) -> String {
        if dice.isOne(in: 400) { return String(repeating: dice.one(of: Odd.texts) ?? "a", count: 60_000) + "a" }
        return dice.one(of: dice.isOne(in: 2) ? Odd.texts : Odd.numbers) ?? ""
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            return isPlain || "-._~".utf8.contains(byte)
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    // MARK: Headers

    private func headers(_ asker: Asker, _ address: Walk.Address, _ dice: inout Dice) -> HTTPFields {
        var headers = HTTPFields()
        if let pass = asker.pass {
            if address.door == .program {
                headers[.authorization] = "Bearer \(pass.bearer)"
            } else {
                headers[.cookie] = pass.cookie
            }
        }
        let odd: [(HTTPField.Name, [String])] = [
            (.acceptLanguage, ["fr;q=0.9", ";", ",;,", "acf-LC", "-", " ", "*", String(repeating: ";,", count: 4000)]),
            (.cookie, ["__Host-anse", "__Host-anse=", "=;=", ";", "__Host-anse=x; __Host-anse=y"]),
            (.authorization, ["Bearer ", "Bearer x", "Basic eDp5"]), (.origin, ["null", "https://elsewhere.example", ""]),
            (
                .contentType,
                ["multipart/form-data", "multipart/form-data; boundary=", "text/plain", "application/json; charset=utf-7"]
            ),
            (.acceptEncoding, ["gzip", "br", ""]), (.range, ["bytes=0-", "bytes=-1", "bytes=9223372036854775807-"]),
            (.ifNoneMatch, ["*", "\"x\"", ""]),
        ]
        while dice.isOne(in: 8) {
            if let (name, values) = dice.one(of: odd), let value = dice.one(of: values) { headers[name] = value }
        }
        return headers
    }

    // MARK: Bodies

    private func fill(_ asked: inout Asked, _ form: Learned.Form?, _ asker: Asker, _ address: Walk.Address, _ dice: inout Dice) {
        var fields = (form?.fields ?? []).compactMap { field in
            field.name.isEmpty || dice.isOne(in: 12) ? nil : (field.name, value(of: field, &dice))
        }
        for index in fields.indices where fields[index].0 == "form-token" { fields[index].1 = asker.pass?.formToken ?? "" }
        if form == nil { fields += [("form-token", asker.pass?.formToken ?? ""), ("entry", UUID().uuidString), ("text", "Calm.")] }
        for _ in 0..<dice.below(5) { bend(&fields, &dice) }
        if address.takesFile, dice.below(8) > 0 {
            multipart(&asked, fields, &dice)
            return
        }
        if asked.headers[.contentType] == nil { asked.headers[.contentType] = "application/x-www-form-urlencoded" }
        asked.body = Array(fields.map { "\(RequestMaker.escaped($0.0))=\(RequestMaker.escaped($0.1))" }.joined(separator: "&").utf8)
        if dice.isOne(in: 20) {
            asked.body = Mutator(words: ["%", "&", "="], largest: 65_536).bent(asked.body, with: [], by: &dice)
        }
    }

    /// What suits a field, most of the time.
    private func value(of field: (name: String, values: [String]), _ dice: inout Dice) -> String {
        if dice.isOne(in: 12) { return odd(&dice) }
        if let value = dice.one(of: field.values), !value.isEmpty || field.values.count > 1 { return value }
        let end = field.name.split(separator: ".").last ?? ""
        switch end {
        case "year": return ["2026", "1998", "2027"][dice.below(3)]
        case "month", "day": return String(1 + dice.below(12))
        default: return ["Anselma", "5", "2026-11-20", "police", "Calm.", "marie@anse.example", "1", ""][dice.below(8)]
        }
    }

    private func bend(_ fields: inout [(String, String)], _ dice: inout Dice) {
        let place = dice.below(fields.count)
        let name = fields.isEmpty ? "text" : fields[place].0
        let index = dice.one(of: Odd.names) ?? ""
        switch dice.below(7) {
        case 0 where !fields.isEmpty: fields[place].1 = odd(&dice)
        case 1 where !fields.isEmpty: fields.remove(at: place)
        case 2: fields.append((name, odd(&dice)))
        case 3: fields.append(("\(name).\(index).x", odd(&dice)))
        case 4:
            fields.append(
                (name.split(separator: ".").map { Int($0) == nil ? String($0) : index }.joined(separator: "."), odd(&dice)))
        case 5 where dice.isOne(in: 30): fields.append((name, String(repeating: "a\u{301} ", count: 75_000)))
        default: fields.append((index, index))
        }
    }

    private func multipart(_ asked: inout Asked, _ fields: [(String, String)], _ dice: inout Dice) {
        asked.headers[.contentType] = "multipart/form-data; boundary=zz"
        for (name, value) in fields {
            asked.body += "--zz\r\nContent-Disposition: form-data; name=\"\(name.filter { $0 != "\"" })\"\r\n\r\n\(value)\r\n".utf8
        }
        let name = ["a.csv", "a.xlsx", "a.jpg", "a.pdf", "a", "..", "a.exe", "\u{202E}gpj.exe"][dice.below(8)]
        let part = "--zz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: text/plain\r\n\r\n"
        asked.body += Array(part.utf8) + bending.input(dice.below(1 << 30)).bytes + Array("\r\n--zz--\r\n".utf8)
        if dice.isOne(in: 8) {
            asked.body = Mutator(words: ["\r\n", "--zz"], largest: 1 << 20).bent(asked.body, with: [], by: &dice)
        }
    }

    private static let acts = [
        "noted", "answered", "consented", "referred", "assigned", "served", "closed", "reopened", "referralDecided",
    ]

    private func program(_ asked: inout Asked, _ dice: inout Dice) {
        let id = UUID().uuidString.lowercased()
        let kind = dice.one(of: RequestMaker.acts) ?? ""
        let answers = #"{"case_kind":"suspected","given_name":"Anselma","birth_date":"1998-04-05"}"#
        let act = #"{"kind":"\#(kind)","form":"new-case","answers":\#(answers),"text":"Calm.","service":"housing","to":"health"}"#
        asked.headers[.contentType] = "application/json"
        asked.body = Array(#"{"id":"\#(id)","expected":\#(dice.below(4)),"answers":\#(answers),"action":\#(act)}"#.utf8)
        if dice.isOne(in: 2) { asked.body = Mutator(words: FuzzTarget.json, largest: 65_536).bent(asked.body, with: [], by: &dice) }
    }
}
