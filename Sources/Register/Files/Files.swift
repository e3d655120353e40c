extension Attachment {
    /// That a file was attached, and who had it next.
    package enum Act: ActOfCase {
        case attached(Attachment)
        case handedOver(EntryID)

        package var word: String {
            switch self {
            case .attached: "attached"
            case .handedOver: "handedOver"
            }
        }

        package var ability: Ability { .attach }

        package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
            switch self {
            case .attached(let attachment):
                guard attachment.compartments.isSubset(of: now.permit.opens) else { throw Refusal("notPermitted") }
            case .handedOver(let id):
                guard file.attachments.contains(where: { $0.id == id }) else { throw Refusal("noSuchAttachment") }
            }
            try answers.acceptReason()
        }

        package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
            let stamp = entry.stamp
            let hand = Attached.Hand(by: stamp.author, agency: stamp.agency, at: stamp.at, answers: entry.action.answers)
            switch self {
            case .attached(let attachment):
                file.attachments.append(Attached(id: entry.id, attachment: attachment, custody: [hand]))
            case .handedOver(let id):
                if let index = file.attachments.firstIndex(where: { $0.id == id }) {
                    file.attachments[index].custody.append(hand)
                }
            }
        }

        package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool {
            let file =
                switch self {
                case .attached: entry
                case .handedOver(let id): id
                }
            return seen.attachments.contains { $0.id == file }
        }

        package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { false }
    }
}

extension CaseAction {
    package static func attached(_ attachment: Attachment, answers: Answers) -> CaseAction {
        CaseAction(.file(.attached(attachment)), answers)
    }
    package static func handedOver(_ id: EntryID, answers: Answers) -> CaseAction {
        CaseAction(.file(.handedOver(id)), answers)
    }
    /// The file that came with it.
    package var attachment: Attachment? { if case .file(.attached(let attachment)) = act { attachment } else { nil } }
}

extension FieldID {
    /// The name a file had when it was attached. No field of a pack: identifying, sealed with the identity.
    package static let fileName: FieldID = "file-name"
}
