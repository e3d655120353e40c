/// How an action is kept. Shape: `{"act":{"referral":{"sent":{…}}},"answers":{…}}`, without answers where there are none.
extension CaseAction {
    private enum Key: String, CodingKey { case act, answers }

    package init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        act = try keys.decode(CaseAct.self, forKey: .act)
        answers = try keys.decodeIfPresent(Answers.self, forKey: .answers) ?? Answers()
    }

    package func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(act, forKey: .act)
        if !answers.isEmpty { try keys.encode(answers, forKey: .answers) }
    }
}

/// One key, the noun, with what its act says.
extension CaseAct: Codable {
    private enum Noun: String, CodingKey {
        case opening, section, note, ownership, consent, screening, referral, service, record, decision, recovery, task, file, link
        case wall, glass, closure, hold, erasure
    }

    private var noun: Noun {
        switch self {
        case .opening: .opening
        case .section: .section
        case .note: .note
        case .ownership: .ownership
        case .consent: .consent
        case .screening: .screening
        case .referral: .referral
        case .service: .service
        case .record: .record
        case .decision: .decision
        case .recovery: .recovery
        case .task: .task
        case .file: .file
        case .link: .link
        case .wall: .wall
        case .glass: .glass
        case .closure: .closure
        case .hold: .hold
        case .erasure: .erasure
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Noun.self)
        try keys.encode(each, forKey: noun)
    }

    package init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Noun.self)
        guard keys.allKeys.count == 1, let noun = keys.allKeys.first else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "one act of a case"))
        }
        func act<Act: ActOfCase>(_ of: (Act) -> CaseAct) throws -> CaseAct { of(try keys.decode(Act.self, forKey: noun)) }
        self =
            switch noun {
            case .opening: try act(CaseAct.opening)
            case .section: try act(CaseAct.section)
            case .note: try act(CaseAct.note)
            case .ownership: try act(CaseAct.ownership)
            case .consent: try act(CaseAct.consent)
            case .screening: try act(CaseAct.screening)
            case .referral: try act(CaseAct.referral)
            case .service: try act(CaseAct.service)
            case .record: try act(CaseAct.record)
            case .decision: try act(CaseAct.decision)
            case .recovery: try act(CaseAct.recovery)
            case .task: try act(CaseAct.task)
            case .file: try act(CaseAct.file)
            case .link: try act(CaseAct.link)
            case .wall: try act(CaseAct.wall)
            case .glass: try act(CaseAct.glass)
            case .closure: try act(CaseAct.closure)
            case .hold: try act(CaseAct.hold)
            case .erasure: try act(CaseAct.erasure)
            }
    }
}
