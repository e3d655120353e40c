/// Where a report from the public came from: the way, the form, the language, and the messages that go with it.
package struct Lineage: Codable, Sendable, Equatable {
    /// A code of the pack, as for reports that staff take.
    package let channel: String
    package let form: FormID
    package let language: String
    package let dialogue: ChronicleID

    package init(channel: String, form: FormID, language: String, dialogue: ChronicleID) {
        self.channel = channel
        self.form = form
        self.language = language
        self.dialogue = dialogue
    }
}

extension Practice {
    /// Until when somebody must have looked at a report of this urgency.
    package func lookBy(_ urgency: String, from reported: Moment) -> Moment? {
        guard let span = triage[urgency] ?? triage.values.first else { return nil }
        return calendar.end(of: span, from: reported)
    }

    /// The same for a report whose exact time nobody may know: later by less than a quarter of the time there is, and than six hours.
    ///
    /// Units: steps of a quarter of an hour.
    package func coarseLookBy(_ urgency: String, from now: Moment) -> Moment? {
        guard let exact = lookBy(urgency, from: now) else { return nil }
        let step = min(6 * 3600, max(900, (exact.seconds - now.seconds) / 4 / 900 * 900))
        return Moment(seconds: (exact.seconds + step - 1) / step * step)
    }
}

extension Moment {
    /// The beginning of its part of the day, six hours each from midnight in local time: all that is kept of when the public wrote.
    package func coarse(in zone: Zone) -> Moment {
        let (day, minute) = zone.local(self)
        return zone.moment(day, minute: minute / 360 * 360)
    }
}
