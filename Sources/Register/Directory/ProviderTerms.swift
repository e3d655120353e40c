/// What a country decided about its directory: what the answers of a provider mean, and when one must be checked again.
package struct ProviderTerms: Sendable, Equatable {
    package var about: FieldID?
    package var hours: FieldID?
    package var languages: FieldID?
    package var audience: FieldID?
    package var capacity: FieldID?
    package var phone: FieldID?
    package var email: FieldID?
    /// The question that makes an address secret unless it is answered with no, and the question for the address.
    package var secret: FieldID?
    package var address: FieldID?
    /// The answers to `capacity` that mean nobody more can come.
    package var full: [String] = []
    /// The services that are shelters: whoever gives one has a secret address, whatever was answered.
    package var shelters: [ServiceCode] = []
    /// Units: days. A provider that nobody checked for so long is marked.
    package var checkDays = 90

    package init() {}

    package func isSecret(_ answers: Answers, offering services: [ServiceCode]) -> Bool {
        guard let secret, answers[secret]?.text == "no" else { return true }
        return services.contains(where: shelters.contains)
    }

    /// The answers that may be kept and shown: never a secret address.
    package func open(_ answers: Answers, offering services: [ServiceCode]) -> Answers {
        isSecret(answers, offering: services) ? answers.filter { $0 != address } : answers
    }

    package func isFull(_ capacity: String?) -> Bool { capacity.map(full.contains) ?? false }

    package func isStale(_ checked: Day?, on today: Day) -> Bool { checked.map { $0.adding(days: checkDays) < today } ?? true }
}
