import Register

/// Reads `roles.yml`: what each role sees and may do, by its relation to a case.
enum RoleReader {
    private static let grant: Shape = .map(
        ["sees": .list(.questionClass, once: ""), "may": .list(.word(Ability.self, "ability"), once: "")],
        ["opens": .list(.compartment, once: "")])
    static let shape: Shape = .pairs(
        .map(
            ["label": .text],
            [
                "duties": .list(.word(Duty.self, "duty"), once: ""),
                "relations": .keys(Relation.allCases.map { Shape.Key(name: $0.rawValue, shape: grant, isNeeded: false) }),
            ]))

    static func roles(_ yaml: Yaml) -> [Role] {
        yaml.pairs.map { key, value in
            var grants: [Relation: Role.Grant] = [:]
            for (name, grant) in value.pairs("relations") {
                guard let relation = Relation(rawValue: name.word) else { continue }
                let opens = grant.texts("opens").compactMap(Compartment.init(named:))
                grants[relation] = Role.Grant(
                    sees: Set(grant.texts("sees").compactMap(Field.Class.init(rawValue:))),
                    may: Set(grant.texts("may").compactMap(Ability.init(rawValue:))),
                    opens: opens.isEmpty ? Role.Grant.usual : Set(opens))
            }
            let duties = value.texts("duties").compactMap(Duty.init(rawValue:))
            return Role(code: RoleCode(key.word), label: value.wording("label"), grants: grants, duties: Set(duties))
        }
    }
}
