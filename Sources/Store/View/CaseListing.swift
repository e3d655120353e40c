import Foundation
import GRDB
import Register

/// Lists and searches of the index, within what an actor may read.
extension CaseView {
    /// A part of what an actor may list. The parts never overlap: apart, each can use its index; together they could use none.
    private enum Part {
        case agency(AgencyCode)
        case assigned(AgencyCode, AccountID)
        /// A referral to the agency in one of these statuses, of a case that no other part holds.
        case asked(AgencyCode, statuses: [Referral.Status], but: AccountID??)
        /// The same without the cases that this actor is kept out of.
        indirect case unbarred(Part, Actor)

        /// The condition, with the name of the column that holds the row of the case.
        func condition(_ row: String) -> (sql: String, arguments: StatementArguments) {
            switch self {
            case .agency(let agency): return ("owner = ?", [agency.rawValue])
            case .assigned(let agency, let account):
                return ("owner = ? AND assignee = ?", [agency.rawValue, Data(account.bytes)])
            case .asked(let agency, let statuses, let own):
                let list = statuses.map { "'\($0.rawValue)'" }.joined(separator: ", ")
                var sql = "\(row) IN (SELECT row FROM referral_line WHERE target = ? AND status IN (\(list)))"
                var arguments: StatementArguments = [agency.rawValue]
                if let own {
                    sql += own == nil ? " AND owner <> ?" : " AND NOT coalesce(owner = ? AND assignee = ?, 0)"
                    arguments += [agency.rawValue] + (own.map { [Data($0.bytes)] } ?? [])
                }
                return (sql, arguments)
            case .unbarred(let part, let actor):
                let (sql, arguments) = part.condition(row)
                return (
                    "\(sql) AND \(row) NOT IN (SELECT row FROM barred WHERE who IN (?, ?))", arguments + CaseView.names(of: actor)
                )
            }
        }
    }

    private static func parts(_ actor: Actor, _ relations: Set<Relation>) -> [Part] {
        var parts: [Part] = []
        if relations.contains(.agency) {
            parts.append(.agency(actor.agency))
        } else if relations.contains(.assigned) {
            parts.append(.assigned(actor.agency, actor.account))
        }
        let statuses = [(Relation.recipient, Referral.Status.accepted), (.invited, .sent)].filter { relations.contains($0.0) }
        if !statuses.isEmpty {
            let own: AccountID?? = relations.contains(.agency) ? .some(nil) : relations.contains(.assigned) ? actor.account : nil
            parts.append(.asked(actor.agency, statuses: statuses.map(\.1), but: own))
        }
        return parts
    }

    /// Lines of one page, the latest changed first, and how many there are in all; of a name, at most `mostHits` a part.
    func cases(
        for actor: Actor, in relations: Set<Relation>, status: CaseFile.Status?, named prefix: String?, page: Int, size: Int
    ) throws -> (lines: [CaseLine], count: Int) {
        let all = CaseView.parts(actor, relations)
        guard !all.isEmpty else { return ([], 0) }
        let mine = Data(actor.account.bytes)
        return try db.read { db in
            let parts = try CaseView.isBarred(actor, db) ? all.map { .unbarred($0, actor) } : all
            guard let prefix else {
                let lines = try CaseView.newest(parts, status, page, size, mine, db)
                return (lines, try parts.reduce(0) { $0 + (try CaseView.count($1, status, db)) })
            }
            guard let pattern = CaseView.pattern(prefix) else { return ([], 0) }
            return try CaseView.found(pattern, parts, status, page, size, mine, db)
        }
    }

    private static let columns = "number, status, owner, assignee, opened, changed"
    private static let order = "ORDER BY changed DESC, number DESC LIMIT ?"

    private static func select(
        _ part: Part, _ status: CaseFile.Status?, row: String, from source: String
    ) -> (sql: String, arguments: StatementArguments) {
        var (condition, arguments) = part.condition(row)
        if let status {
            condition += " AND status = ?"
            arguments += [status.rawValue]
        }
        return ("FROM \(source) \(condition)", arguments)
    }

    private static func newest(
        _ parts: [Part], _ status: CaseFile.Status?, _ page: Int, _ size: Int, _ mine: Data, _ db: Database
    ) throws -> [CaseLine] {
        var arguments = StatementArguments()
        let each = parts.map { part in
            let (from, values) = select(part, status, row: "row", from: "case_line WHERE")
            arguments += values + [(page + 1) * size]
            return "SELECT * FROM (SELECT \(columns) \(from) \(order))"
        }
        let all = try db.cachedStatement(sql: each.joined(separator: " UNION ALL ") + " \(order) OFFSET ?")
        return try Row.fetchAll(all, arguments: arguments + [size, page * size]).map { line($0, mine) }
    }

    /// An agency's own cases are counted as they come and go; the others are few enough to be counted when asked.
    private static func count(_ part: Part, _ status: CaseFile.Status?, _ db: Database) throws -> Int {
        if case .agency = part {
            let (from, values) = select(part, status, row: "row", from: "case_count WHERE")
            return try Int.fetchOne(db.cachedStatement(sql: "SELECT coalesce(sum(cases), 0) \(from)"), arguments: values) ?? 0
        }
        let (from, values) = select(part, status, row: "row", from: "case_line WHERE")
        return try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) \(from)"), arguments: values) ?? 0
    }

    /// Every word, as the beginning of a name. GRDB's own maker of patterns opens a database for each, which takes longer than the
    /// search.
    private static func pattern(_ typed: String) -> String? {
        let words = typed.prefix(Store.longestSearch).split { !$0.isLetter && !$0.isNumber }.prefix(Store.mostSearchWords)
        return words.isEmpty ? nil : words.map { "\"\($0)\"*" }.joined(separator: " ")
    }

    private static func found(
        _ pattern: String, _ parts: [Part], _ status: CaseFile.Status?, _ page: Int, _ size: Int, _ mine: Data, _ db: Database
    ) throws -> (lines: [CaseLine], count: Int) {
        let source = "case_name CROSS JOIN case_line ON case_line.row = case_name.rowid WHERE case_name MATCH ? AND"
        var arguments = StatementArguments()
        let each = parts.map { part in
            let (from, values) = select(part, status, row: "case_name.rowid", from: source)
            arguments += [pattern] + values
            return "SELECT * FROM (SELECT \(columns) \(from) ORDER BY case_name.rowid DESC LIMIT \(Store.mostHits))"
        }
        let all = try db.cachedStatement(
            sql: "SELECT \(columns), count(*) OVER () FROM (\(each.joined(separator: " UNION ALL "))) \(order) OFFSET ?")
        let rows = try Row.fetchAll(all, arguments: arguments + [size, page * size])
        return (rows.map { line($0, mine) }, rows.first?[6] ?? 0)
    }

    private static func line(_ row: Row, _ mine: Data) -> CaseLine {
        CaseLine(
            number: row[0], status: CaseFile.Status(rawValue: row[1]) ?? .absent, owner: AgencyCode(rawValue: row[2]),
            isMine: row[3] as Data? == mine, opened: Moment(seconds: row[4]), changed: Moment(seconds: row[5]))
    }
}
