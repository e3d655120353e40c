import Register
import Store

/// The rule that whoever screens holds a certificate, as pages tell it before anybody is asked a question.
extension Visit {
    /// What a worker without a valid certificate reads where the country asks for one.
    var certificateNotice: HTML {
        guard let actor = try? actor(), (try? store.lacksCertificate(actor, on: today)) == true else { return .none }
        let isBlocked = store.policy.practice.training.screening == .block
        return "<p class=\"notice\">\(say(isBlocked ? "refusal.certificateNeeded" : "training.certificateWarns"))</p>"
    }

    var isKeptFromScreening: Bool {
        guard let actor = try? actor() else { return false }
        return (try? store.isKeptFromScreening(actor, on: today)) == true
    }

    /// Errors: `Refusal`, before the questions, where only holders of a certificate may screen.
    func checkMayScreen() throws { if isKeptFromScreening { throw Refusal("certificateNeeded") } }
}
