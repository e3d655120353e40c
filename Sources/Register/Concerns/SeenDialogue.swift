/// The messages under a reply code, as the person who holds it or the team that triages may read them.
///
/// Shape: built by naming what is let through, as `SeenConcern`.
package struct SeenDialogue: Sendable, Equatable {
    package enum Reader: Sendable { case person, team }

    package struct Message: Sendable, Equatable {
        package let isOfTeam: Bool
        /// Who of the team wrote it, for the team. The person is told that it was the team.
        package let author: AccountID?
        /// Of the public the part of the day. Of the team, for the person, the beginning of the day.
        package let at: Moment
        package let text: String
        package let hasPicture: Bool
        /// Under which the team asks for the picture. The person has it and is not given it again.
        package let picture: EntryID?
    }

    package let messages: [Message]
    private let marked: String?
    private let isRead: Bool

    /// `isRead` says whether somebody of the team opened the report.
    package init(_ dialogue: Dialogue, to reader: Reader, isRead: Bool, in zone: Zone) {
        messages = dialogue.messages.map { Message($0, to: reader, in: zone) }
        marked = dialogue.standing
        self.isRead = isRead || messages.contains(where: \.isOfTeam)
    }

    /// Where it stands, of the codes in their order: what the team marked; else the first, and the second once somebody of the team read
    /// it or wrote.
    package func standing(of codes: [String]) -> String? { marked ?? (isRead ? codes.dropFirst().first : nil) ?? codes.first }
}

extension SeenDialogue.Message {
    fileprivate init(_ message: Dialogue.Message, to reader: SeenDialogue.Reader, in zone: Zone) {
        isOfTeam = message.author != nil
        text = message.answers[.text]?.text ?? ""
        hasPicture = message.picture != nil
        switch reader {
        case .team:
            author = message.author
            at = message.at
            picture = hasPicture ? message.id : nil
        case .person:
            author = nil
            at = isOfTeam ? zone.start(of: zone.local(message.at).day) : message.at
            picture = nil
        }
    }
}
