import Register

/// Conditions as XLSForm writes them: the part of XPath that says what a condition can say.
enum Relevance {
    // MARK: Out

    /// The expression, nil when the question always applies. Shape: several codes are asked with `selected()`.
    static func text(_ condition: Condition) -> String? {
        switch condition {
        case .always: nil
        case .is(let field, let value): "${\(field)} = \(quoted(value))"
        case .isOneOf(let field, let values): "(" + values.map { "${\(field)} = \(quoted($0))" }.joined(separator: " or ") + ")"
        case .contains(let field, let code): "selected(${\(field)}, \(quoted(code)))"
        case .answered(let field): "${\(field)} != ''"
        case .above(let field, let limit): "${\(field)} > \(number(limit))"
        case .below(let field, let limit): "${\(field)} < \(number(limit))"
        case .all(let parts): "(" + parts.map { text($0) ?? "true()" }.joined(separator: " and ") + ")"
        case .any(let parts): "(" + parts.map { text($0) ?? "true()" }.joined(separator: " or ") + ")"
        case .not(let part): "not(\(text(part) ?? "true()"))"
        }
    }

    /// The constraint that says a range. A side without a limit is left out.
    static func text(_ range: ClosedRange<Double>) -> String {
        let low = range.lowerBound == -.greatestFiniteMagnitude ? nil : ". >= \(number(range.lowerBound))"
        let high = range.upperBound == .greatestFiniteMagnitude ? nil : ". <= \(number(range.upperBound))"
        return [low, high].compactMap { $0 }.joined(separator: " and ")
    }

    static func number(_ number: Double) -> String { Bounded.text(number) }

    /// XPath 1.0 knows no way to write both quotes in one text.
    private static func quoted(_ text: String) -> String { text.contains("'") ? "\"\(text)\"" : "'\(text)'" }

    // MARK: In

    /// The condition, nil when the expression says more than a condition can.
    static func condition(_ text: String) -> Condition? {
        guard text.count <= XLSForm.longestCondition else { return nil }
        var parser = Parser(tokens: tokens(text) ?? [])
        guard let found = parser.either(), parser.tokens.isEmpty else { return nil }
        return found
    }

    /// The least and the most that a constraint like `. >= 0 and . <= 120` allows, nil when it says anything else, or what no
    /// question can hold.
    static func range(_ text: String) -> (low: Double?, high: Double?)? {
        guard text.count <= XLSForm.longestCondition,
            let match = text.firstMatch(of: /^\s*\.\s*(>=|<=)\s*(-?[0-9.]+)(?:\s+and\s+\.\s*(>=|<=)\s*(-?[0-9.]+))?\s*$/)
        else {
            return nil
        }
        var found: (low: Double?, high: Double?) = (nil, nil)
        for (sign, limit) in [(match.output.1, match.output.2), (match.output.3 ?? "", match.output.4 ?? "")] {
            guard sign.isEmpty || Bounded.decimal(limit) != nil else { return nil }
            if sign == ">=" { found.low = Bounded.decimal(limit) }
            if sign == "<=" { found.high = Bounded.decimal(limit) }
        }
        return found.low ?? -.infinity <= found.high ?? .infinity ? found : nil
    }

    private enum Token: Equatable {
        case field(FieldID), text(String), number(Double), sign(String), word(String)
    }

    private static func tokens(_ text: String) -> [Token]? {
        var rest = text[...]
        var tokens: [Token] = []
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if let match = rest.prefixMatch(of: /\$\{\s*([A-Za-z_][A-Za-z0-9_.-]*)\s*\}/) {
                tokens.append(.field(FieldID(XLSForm.name(String(match.output.1)))))
                rest = rest[match.range.upperBound...]
            } else if let match = rest.prefixMatch(of: /'([^']*)'|"([^"]*)"/) {
                tokens.append(.text(String(match.output.1 ?? match.output.2 ?? "")))
                rest = rest[match.range.upperBound...]
            } else if let match = rest.prefixMatch(of: /-?[0-9]+(\.[0-9]+)?/) {
                guard let number = Bounded.decimal(match.output.0) else { return nil }
                tokens.append(.number(number))
                rest = rest[match.range.upperBound...]
            } else if let match = rest.prefixMatch(of: /!=|<=|>=|[=<>(),]/) {
                tokens.append(.sign(String(match.output)))
                rest = rest[match.range.upperBound...]
            } else if let match = rest.prefixMatch(of: /[a-z]+/) {
                tokens.append(.word(String(match.output)))
                rest = rest[match.range.upperBound...]
            } else {
                return nil
            }
        }
        return tokens
    }

    private struct Parser {
        var tokens: [Token]
        private var depth = 0

        init(tokens: [Token]) { self.tokens = tokens }

        private mutating func take(_ token: Token) -> Bool {
            guard tokens.first == token else { return false }
            tokens.removeFirst()
            return true
        }

        mutating func either() -> Condition? {
            guard var parts = both().map({ [$0] }) else { return nil }
            while take(.word("or")) {
                guard let next = both() else { return nil }
                parts.append(next)
            }
            return parts.count == 1 ? parts[0] : Parser.folded(parts)
        }

        /// `x is a or x is b` is one question about x.
        private static func folded(_ parts: [Condition]) -> Condition {
            var field: FieldID?
            var values: [String] = []
            for part in parts {
                guard case .is(let asked, let value) = part, field == nil || field == asked else { return .any(parts) }
                field = asked
                values.append(value)
            }
            return field.map { .isOneOf($0, values) } ?? .any(parts)
        }

        private mutating func both() -> Condition? {
            guard var parts = one().map({ [$0] }) else { return nil }
            while take(.word("and")) {
                guard let next = one() else { return nil }
                parts.append(next)
            }
            return parts.count == 1 ? parts[0] : .all(parts)
        }

        private mutating func one() -> Condition? {
            depth += 1
            defer { depth -= 1 }
            guard depth < 32 else { return nil }
            if take(.word("not")) { return inBrackets().map { .not($0) } }
            if take(.word("selected")) { return selected() }
            if take(.word("true")) { return take(.sign("(")) && take(.sign(")")) ? .always : nil }
            if tokens.first == .sign("(") { return inBrackets() }
            return comparison()
        }

        private mutating func inBrackets() -> Condition? {
            guard take(.sign("(")), let inner = either(), take(.sign(")")) else { return nil }
            return inner
        }

        private mutating func selected() -> Condition? {
            guard take(.sign("(")), case .field(let field)? = tokens.first else { return nil }
            tokens.removeFirst()
            guard take(.sign(",")), case .text(let code)? = tokens.first else { return nil }
            tokens.removeFirst()
            return take(.sign(")")) ? .contains(field, code) : nil
        }

        private mutating func comparison() -> Condition? {
            guard tokens.count >= 3, case .field(let field) = tokens[0], case .sign(let sign) = tokens[1] else { return nil }
            let value = tokens[2]
            tokens.removeFirst(3)
            switch (sign, value) {
            case ("=", .text("")): return .not(.answered(field))
            case ("!=", .text("")): return .answered(field)
            case ("=", .text(let text)): return .is(field, text)
            case ("!=", .text(let text)): return .not(.is(field, text))
            case ("=", .number(let number)): return .is(field, Relevance.number(number))
            case ("!=", .number(let number)): return .not(.is(field, Relevance.number(number)))
            case (">", .number(let number)): return .above(field, number)
            case ("<", .number(let number)): return .below(field, number)
            case (">=", .number(let number)): return .all([.answered(field), .not(.below(field, number))])
            case ("<=", .number(let number)): return .all([.answered(field), .not(.above(field, number))])
            default: return nil
            }
        }
    }
}
