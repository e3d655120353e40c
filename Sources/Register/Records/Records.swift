extension Record {
    /// That a form of one stage was recorded, and that it was put right.
    package enum Act: ActOfCase {
        case recorded(form: FormID, about: EntryID?)
        case amended(EntryID)

        package var word: String {
            switch self {
            case .recorded: "recorded"
            case .amended: "amended"
            }
        }

        package var ability: Ability { .record }

        package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
            switch self {
            case .recorded(let form, let about):
                try now.acceptRecord(form)
                if let about, file.record(about) == nil { throw Refusal("noSuchRecord") }
                let dated = now.practice.records[form]?.dated
                if let day = dated.flatMap({ answers[$0]?.text }).flatMap({ Day($0) }), day > now.today {
                    throw Refusal("recordInFuture")
                }
            case .amended(let id):
                guard let record = file.record(id) else { throw Refusal("noSuchRecord") }
                try now.acceptRecord(record.form)
            }
        }

        package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
            let stamp = entry.stamp
            switch self {
            case .recorded(let form, let about):
                file.records.append(
                    Record(
                        id: entry.id, form: form, about: about, at: stamp.at, author: stamp.author, agency: stamp.agency,
                        answers: entry.action.answers, changed: stamp.at))
                file.reach("record.\(form)", stamp.at)
            case .amended(let id):
                guard let index = file.records.firstIndex(where: { $0.id == id }) else { return }
                file.records[index].answers.merge(entry.action.answers)
                file.records[index].changed = stamp.at
            }
        }

        package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool {
            switch self {
            case .recorded(let form, _): permit.opens.contains(policy.practice.compartment(ofRecord: form))
            case .amended(let id): seen.record(id) != nil
            }
        }

        package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { false }
    }
}

extension Circumstances {
    fileprivate func acceptRecord(_ form: FormID) throws(Refusal) {
        guard let keeping = practice.records[form] else { throw Refusal("noSuchRecord") }
        guard permit.opens.contains(keeping.compartment) else { throw Refusal("notPermitted") }
    }
}

extension Practice {
    /// Where a record stands; of a form that the pack does not know any more, where the fewest look.
    package func compartment(ofRecord form: FormID) -> Compartment { records[form]?.compartment ?? .investigation }
}

extension CaseFacts {
    package func record(_ id: EntryID) -> Record? { records.first { $0.id == id } }
}

extension CaseAction {
    package static func recorded(form: FormID, about: EntryID?, answers: Answers) -> CaseAction {
        CaseAction(.record(.recorded(form: form, about: about)), answers)
    }
    package static func amended(_ id: EntryID, answers: Answers) -> CaseAction { CaseAction(.record(.amended(id)), answers) }
}
